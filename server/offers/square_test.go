package offers

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"regexp"
	"strconv"
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
	for i, row := range strings.Split(svg.Paths[1].D, "M")[1:] {
		steps, x, y := row[strings.Index(row, ".5")+2:], 0, 0
		_, err := fmt.Sscanf(row, "%d %d.5", &x, &y)
		require.NoError(t, err)
		require.Equal(t, i+4, y)
		for _, step := range regexp.MustCompile(`[mh]\d+`).FindAllString(steps, -1) {
			long, err := strconv.Atoi(step[1:])
			require.NoError(t, err)
			for range long {
				if step[0] == 'h' {
					black[[2]int{x, y}] = true
				}
				x++
			}
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
