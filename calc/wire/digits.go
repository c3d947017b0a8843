package wire

// pairs are the numbers below a hundred, two digits each: one division gives two.
const pairs = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748" +
	"4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798" + "99"

// powers10 are the powers of ten that fit 64 bits.
var powers10 = func() (powers [20]uint64) {
	power := uint64(1)
	for n := range powers {
		powers[n] = power
		power *= 10
	}
	return powers
}()

// decimalLength is how many digits a number has; zero has one. Sums of a plan have
// much the same length, which a processor foresees: it goes on with what follows.
func decimalLength(n uint64) int {
	length := 1
	for length < len(powers10) && n >= powers10[length] {
		length++
	}
	return length
}

// putFixed writes value with its last digits after the point, and returns the length.
func putFixed(room []byte, value int64, digits int) int {
	magnitude, start := uint64(value), 0
	if value < 0 {
		room[0], magnitude, start = '-', -magnitude, 1
	}
	end := start + max(decimalLength(magnitude), digits+1)
	if digits > 0 {
		end++
	}
	at := end
	for ; digits > 0; digits -= 2 {
		if digits == 1 {
			at--
			room[at] = byte('0' + magnitude%10)
			magnitude /= 10
			break
		}
		at -= 2
		pair := magnitude % 100 * 2
		room[at], room[at+1] = pairs[pair], pairs[pair+1]
		magnitude /= 100
	}
	if at < end {
		at--
		room[at] = '.'
	}
	for ; at >= start+2; magnitude /= 100 {
		at -= 2
		pair := magnitude % 100 * 2
		room[at], room[at+1] = pairs[pair], pairs[pair+1]
	}
	if at > start {
		room[start] = byte('0' + magnitude%10)
	}
	return end
}

// appendFixed appends value with its last digits after the point, and without
// trailing zeros there when trim is set.
func appendFixed(text []byte, value int64, digits int, trim bool) []byte {
	for ; trim && digits > 0 && value%10 == 0; digits-- {
		value /= 10
	}
	var room [64]byte // far more than a scale has
	return append(text, room[:putFixed(room[:], value, digits)]...)
}
