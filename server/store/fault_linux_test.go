package store_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// faults are calls to the kernel and what they answer from that moment on.
var faults = map[string]struct {
	calls []uint32
	error syscall.Errno
}{
	"failing sync":  {[]uint32{syscall.SYS_FSYNC, syscall.SYS_FDATASYNC}, syscall.EIO},
	"full disk":     {[]uint32{syscall.SYS_PWRITE64, syscall.SYS_FTRUNCATE}, syscall.ENOSPC},
	"failing write": {[]uint32{syscall.SYS_PWRITE64, syscall.SYS_FTRUNCATE}, syscall.EIO},
}

// befall asks the kernel to fail the calls of this process. A filter can be
// added by anybody, and cannot be taken away again.
func befall(name string) error {
	fault := faults[name]
	const load, jumpEqual, answer = 0x20, 0x15, 0x06    // BPF: load a word at, jump if equal, return
	const refuse, allow = 0x00050000, 0x7fff0000        // SECCOMP_RET_ERRNO, SECCOMP_RET_ALLOW
	program := []syscall.SockFilter{{Code: load, K: 0}} // the number of the call
	for i, call := range fault.calls {
		program = append(program, syscall.SockFilter{Code: jumpEqual, Jt: uint8(len(fault.calls) - i), K: call})
	}
	program = append(program, syscall.SockFilter{Code: answer, K: allow}, syscall.SockFilter{Code: answer, K: refuse | uint32(fault.error)})
	filter := syscall.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	seccomp := map[string]uintptr{"amd64": 317, "arm64": 277}[runtime.GOARCH]
	runtime.LockOSThread() // what the first call permits to this thread the second one uses
	defer runtime.UnlockOSThread()
	const noNewPrivileges, setFilter, allThreads = 38, 1, 1
	if _, _, err := syscall.RawSyscall6(syscall.SYS_PRCTL, noNewPrivileges, 1, 0, 0, 0, 0); err != 0 {
		return err
	}
	if _, _, err := syscall.RawSyscall(seccomp, setFilter, allThreads, uintptr(unsafe.Pointer(&filter))); err != 0 {
		return err
	}
	return nil
}

// The disk fails at a random moment under load. Whatever was acknowledged before is
// there when the file is opened again on a disk that works, and nothing was
// acknowledged in between that is not. A store whose disk did not do as it was told
// takes no more changes; one whose disk is full goes on.
func TestFailingDiskLosesNothing(t *testing.T) {
	rounds := 30
	if testing.Short() {
		rounds = 3
	}
	for name, c := range map[string]struct{ says, ready string }{
		"failing sync":  {"the store is closed", "ready: the store is closed"},
		"full disk":     {"full", "ready: <nil>"},
		"failing write": {"the store is closed", "ready: the store is closed"},
	} {
		t.Run(name, func(t *testing.T) {
			place := filepath.Join(t.TempDir(), "parley.db")
			for i := range rounds {
				round := fmt.Sprint("r", i)
				client := startClient(t, place, round, loadFault+"="+name)
				client.wait()
				require.NotEmpty(t, client.acknowledged, "%s", client.complaint.String())
				assert.Contains(t, client.complaint.String(), c.says)
				assert.Contains(t, client.complaint.String(), c.ready)
				s := open(t, place)
				client.check(t, s, round)
				require.NoError(t, s.Close())
			}
		})
	}
}
