package offers

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The picture has a module where the code has one, and nothing in its white edge.
func TestSquareIsTheCode(t *testing.T) {
	text := "https://parley.example/offer#" + strings.Repeat("eyJ.", 200)
	code, err := qr.Encode(text, qr.L, qr.Unicode)
	require.NoError(t, err)
	var svg struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	require.NoError(t, xml.Unmarshal([]byte(Square(text)), &svg))
	size := code.Bounds().Dx()
	assert.Equal(t, fmt.Sprintf("0 0 %d %[1]d", size+8), svg.ViewBox, "four modules of white all around")
	black := map[[2]int]bool{}
	for run := range strings.SplitSeq(strings.TrimSuffix(svg.Paths[1].D, "z"), "z") {
		var x, y, long, back int
		_, err := fmt.Sscanf(run, "M%d %dh%dv1H%d", &x, &y, &long, &back)
		require.NoError(t, err)
		require.Equal(t, x, back)
		for i := range long {
			black[[2]int{x + i, y}] = true
		}
	}
	for y := -4; y < size+4; y++ {
		for x := -4; x < size+4; x++ {
			inside := x >= 0 && y >= 0 && x < size && y < size
			require.Equal(t, inside && code.At(x, y) == color.Black, black[[2]int{x + 4, y + 4}], "%d %d", x, y)
		}
	}
}

func TestSquareEnds(t *testing.T) {
	assert.NotEmpty(t, Square(strings.Repeat("a", 2953)), "all that version 40 holds")
	assert.Empty(t, Square(strings.Repeat("a", 2954)))
}
