package quota

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// 60 units a minute come back one a second.
func newLimiter() *Limiter { return &Limiter{Units: 60, Window: time.Minute} }

func TestQuota(t *testing.T) {
	l := newLimiter()
	for _, c := range []struct {
		it     string
		client string
		units  int64
		at     time.Duration
		want   Standing
	}{
		{"a stranger has it all", "a", 0, 0, Standing{Left: 60}},
		{"60 - 20", "a", 20, 0, Standing{Left: 40, Full: 20 * time.Second}},
		{"5 come back in 5 s", "a", 0, 5 * time.Second, Standing{Left: 45, Full: 15 * time.Second}},
		{"half a second gives half a unit, which is none yet", "a", 0, 5500 * time.Millisecond, Standing{Left: 45, Full: 14500 * time.Millisecond}},
		{"another client has its own", "b", 1, 6 * time.Second, Standing{Left: 59, Full: time.Second}},
		{"45 + 1 - 46: used up, and one comes back in a second", "a", 46, 6 * time.Second, Standing{Full: time.Minute, Wait: time.Second}},
		{"the last request may go into debt: 9 units and one to ask with", "a", 9, 6 * time.Second, Standing{Full: 69 * time.Second, Wait: 10 * time.Second}},
		{"which is waited off", "a", 0, 16 * time.Second, Standing{Left: 1, Full: 59 * time.Second}},
		{"and no more than all comes back", "a", 0, time.Hour, Standing{Left: 60}},
	} {
		assert.Equal(t, c.want, l.Charge(c.client, c.units, noon.Add(c.at)), c.it)
	}
}

// Over any time, a client gets its quota once and what comes back, and one request
// more at most.
func TestQuotaHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &Limiter{Units: rapid.Int64Range(1, 1000).Draw(t, "units"), Window: time.Minute}
		const largest = 50
		now, used := noon, int64(0)
		for range 200 {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(2*time.Second)).Draw(t, "pause")))
			if l.Look("a", now).Wait > 0 {
				continue
			}
			units := rapid.Int64Range(1, largest).Draw(t, "work")
			l.Charge("a", units, now)
			used += units
		}
		most := float64(l.Units)*(1+now.Sub(noon).Seconds()/60) + largest
		require.LessOrEqual(t, float64(used), most)
	})
}

// Whoever makes up clients does not make the server remember them all.
func TestClientsAreBounded(t *testing.T) {
	l := newLimiter()
	for i := range 2 * mostClients {
		l.Charge(fmt.Sprint("client ", i), 1, noon)
	}
	assert.LessOrEqual(t, len(l.full), mostClients+1)
	assert.Positive(t, l.Look("one more", noon).Wait, "those beyond share one quota, which is used up")
	assert.Equal(t, int64(59), l.Look("client 0", noon).Left, "the others keep theirs")
	later := noon.Add(24 * time.Hour)
	assert.Equal(t, int64(60), l.Look("one more", later).Left)
	assert.Less(t, len(l.full), 10, "full quotas are forgotten")
}

func TestWork(t *testing.T) {
	assert.Equal(t, int64(1), Work("quote", 1, 0), "a KiB that is begun counts")
	assert.Equal(t, int64(1), Work("quote", 500, 524))
	assert.Equal(t, int64(2), Work("quote", 500, 525))
	assert.Equal(t, int64(10*256), Work("reconcile", 1024, 9*1024))
	assert.Equal(t, int64(1), Work("no operation", 0, 1))
}
