package portfolio

// LockOf is the number of a process's lock.
func LockOf(who string) int64 { return lockOf(who) }
