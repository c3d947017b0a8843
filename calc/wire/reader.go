package wire

// The limits of a document. Each is checked before any work that grows with it.
const (
	// MaxDocument is the longest document in bytes, 256 KiB: thousands of dated
	// entries, and still refused or read in well under two milliseconds.
	MaxDocument = 256 << 10
	// MaxDepth is the deepest nesting of objects and arrays. The requests need six.
	MaxDepth = 32
	// MaxNumber is the longest number in characters: 15 digits, a point, 3 decimals
	// and a sign are 20. Longer ones are refused before a digit is looked at.
	MaxNumber = 24
	// MaxKey is the longest key in bytes that a pointer names; a problem at a
	// longer one points at the object that holds it.
	MaxKey = 64
)

// Reader reads one document. The zero Reader is ready for Open. After Open
// reported true, the methods named after what they read take one value each, and
// report a problem instead of failing when it is another.
type Reader struct {
	text   []byte
	at     int
	depth  int
	frames [MaxDepth]frame
	// digits is how many decimals money has, below zero when not known; unit is
	// whose digits they are.
	digits int
	unit   string
	found  []found
	// kept is how many problems the first pass found; stopped says that the second
	// has found as many as an answer lists, and that it takes nothing more.
	kept    int
	stopped bool
	// scratch holds the last key or short text that was written with escapes.
	scratch [MaxKey]byte
}

// frame is one object or array that is being read.
type frame struct {
	// seen has a bit for each known key that was met.
	seen uint64
	// key and end delimit the current key without its quotes; -1 before the first.
	key, end int32
	// item is the index of the current item of an array, -1 before the first; start
	// is where the items begin.
	item, start int32
	// array tells an array from an object.
	array bool
}

// found is a problem and where in the text it was met.
type found struct {
	problem Problem
	at      int
}

// Open checks a whole document: its size, syntax, depth and encoding. It reports
// whether the text is well formed enough for typed reading, which the methods of
// Reader take for granted. Problems that let the reading go on are kept.
func (r *Reader) Open(text []byte) bool {
	r.text, r.digits = text, -1
	if len(text) > MaxDocument {
		r.report(0, DocumentSize, "the document is longer than 256 KiB", "")
		return false
	}
	if len(text) >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF {
		r.report(0, JSONEncoding, "the document begins with a byte order mark", "")
		r.at = 3
	}
	start := r.at
	if !r.check() {
		return false
	}
	r.at, r.depth = start, 0
	r.kept, r.stopped = len(r.found), false
	return true
}

// SetScale says how many decimals money has in this document, and in whose name
// a problem says so. Without it only the grammar of money is checked.
func (r *Reader) SetScale(digits int, unit string) { r.digits, r.unit = digits, unit }

// Sound tells whether no problem was found so far.
func (r *Reader) Sound() bool { return len(r.found) == 0 }

// Problems returns what was found in the order of the document, nil when nothing
// was, and MaxProblems of them at most.
func (r *Reader) Problems() []Problem {
	if len(r.found) == 0 {
		return nil
	}
	// The two passes each found theirs in order; inserting merges them.
	for i := 1; i < len(r.found); i++ {
		for k := i; k > 0 && r.found[k].at < r.found[k-1].at; k-- {
			r.found[k], r.found[k-1] = r.found[k-1], r.found[k]
		}
	}
	problems := make([]Problem, min(len(r.found), MaxProblems))
	for i := range problems {
		problems[i] = r.found[i].problem
	}
	return problems
}

// Refuse reports a problem at the value that was read last.
func (r *Reader) Refuse(code Code, detail, allowed string) {
	r.report(r.at, code, detail, allowed)
}

// report keeps a problem at the current place. Each pass keeps MaxProblems of its
// own, so that the first ones of the document are always among them.
func (r *Reader) report(at int, code Code, detail, allowed string) {
	r.reportBelow(at, "", code, detail, allowed)
}

// reportBelow is report for a key of the current place.
func (r *Reader) reportBelow(at int, key string, code Code, detail, allowed string) {
	if r.stopped {
		return
	}
	pointer := r.pointer()
	if key != "" {
		pointer += "/" + key
	}
	r.found = append(r.found, found{Problem{code, pointer, detail, allowed}, at})
	r.stopped = len(r.found)-r.kept == MaxProblems
}
