//go:build wasm

// Command wasm publishes calc.Do to JavaScript: one call over shared memory,
// text in and text out, and nothing else.
//
// # Protocol
//
// The instance exports two functions; the caller owns the order of the steps.
//
//  1. p = buffer(size): a place for size bytes in the instance's memory, or 0
//     when size is beyond maxMessage. It stays valid until the next buffer call.
//  2. The caller writes the operation's name at p and the request right after it,
//     both in UTF-8. Memory may have grown in step 1, so views are made anew.
//  3. q = call(opLength, requestLength): runs the operation. q points at five
//     little-endian uint32: the answer's place and length, the canonical
//     request's place and length, and 1 when the answer is a list of problems.
//  4. The caller copies what it needs. All of it stays valid until the next call.
//
// A panic is not caught: a state that nobody foresaw is not trusted with another
// calculation. The runtime prints it and exits, later calls throw, and the
// supervisor in npm/supervisor.ts starts a fresh instance from the compiled
// module and asks once more.
//
// wasmexport and a shared buffer in place of syscall/js callbacks: a quarter
// faster per call, and a third of the memory.
package main

import (
	"unsafe"

	"parley/calc"
)

// maxMessage bounds the operation and the request together: more than the
// longest request that the engine reads, and little beside the memory of a phone.
const maxMessage = 4 << 20

var (
	message []byte
	reply   calc.Reply
	place   [5]uint32
)

//go:wasmexport buffer
func buffer(size int32) unsafe.Pointer {
	if size < 0 || size > maxMessage {
		return nil
	}
	if int(size) > cap(message) {
		message = make([]byte, size)
	}
	message = message[:cap(message)]
	return unsafe.Pointer(unsafe.SliceData(message))
}

//go:wasmexport call
func call(opLength, requestLength int32) unsafe.Pointer {
	op, request := message[:opLength], message[opLength:opLength+requestLength]
	reply = calc.Do(string(op), request)
	place = [5]uint32{
		address(reply.Body), uint32(len(reply.Body)),
		address(reply.Canonical), uint32(len(reply.Canonical)),
		0,
	}
	if reply.Failed {
		place[4] = 1
	}
	return unsafe.Pointer(&place)
}

func address(text []byte) uint32 {
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(text))))
}

// main waits for calls for as long as the instance lives.
func main() { select {} }
