package offers

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the width of the white edge that a reader needs around a code, in modules.
const quiet = 4

// Square draws a text as a QR code (ISO/IEC 18004) in SVG, and returns "" of one that
// is too long for it, which is beyond 2,953 bytes. It spends the fewest modules on the
// mending of damage: what is printed cleanly is read best when its modules are large.
func Square(text string) string {
	code, err := qr.Encode(text, qr.L, qr.Unicode)
	if err != nil {
		return ""
	}
	size := code.Bounds().Dx()
	black := func(x, y int) bool { return x < size && code.At(x, y) == color.Black }
	var path strings.Builder
	for y := range size {
		fmt.Fprintf(&path, "M%d %d.5", quiet, y+quiet) // along the middle of the row, one module wide
		for x := 0; x < size; {
			start := x
			for x < size && !black(x, y) {
				x++
			}
			if x > start {
				fmt.Fprintf(&path, "m%d 0", x-start)
			}
			if start = x; black(x, y) {
				for black(x, y) {
					x++
				}
				fmt.Fprintf(&path, "h%d", x-start)
			}
		}
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %[1]d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path stroke="#000" d="%s"/></svg>`, size+2*quiet, path.String())
}
