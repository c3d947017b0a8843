package quota

// candidates says how many possibilities an operation looks through for each KiB
// that it reads and writes, beside the plain ones that compute one thing. Taken
// from the times of the worked cases; a unit is some microseconds of one core.
var candidates = map[string]int64{
	"apr":       4,
	"check":     4,
	"share":     4,
	"forecast":  8,
	"negotiate": 16,
	"counter":   16,
	"reconcile": 256,
}

// Work is the work units of a calculation, counted when it is done: one for each
// KiB, begun or whole, of its request and its answer together, which is what some
// eight rows of a plan take, times the candidates of its operation.
func Work(operation string, request, answer int) int64 {
	return int64(request+answer+1023) / 1024 * max(candidates[operation], 1)
}
