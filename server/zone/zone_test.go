package zone

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestZones(t *testing.T) {
	for _, wrong := range []string{"", "Local", "Mars/Olympus", "../etc/passwd", "Asia/Shanghai "} {
		_, err := Of(wrong)
		assert.Error(t, err, wrong)
	}
	for _, wrong := range []string{"2026-02-30", "", "2026-2-3"} {
		_, err := EndOf(wrong, time.UTC)
		assert.Error(t, err, wrong)
	}
	shanghai, err := Of("Asia/Shanghai")
	require.NoError(t, err)
	ends, err := EndOf("2026-12-10", shanghai) // eight hours before UTC
	require.NoError(t, err)
	assert.Equal(t, time.Date(2026, 12, 10, 16, 0, 0, 0, time.UTC), ends.UTC())
	// The day on which clocks went back in London had 25 hours.
	london, err := Of("Europe/London")
	require.NoError(t, err)
	begins, err := EndOf("2026-10-24", london)
	require.NoError(t, err)
	ends, err = EndOf("2026-10-25", london)
	require.NoError(t, err)
	assert.Equal(t, 25*time.Hour, ends.Sub(begins))
}
