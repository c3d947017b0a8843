// Does all for which Go's runtime reads its tables of functions; see strip.test.mjs.
package main

import (
	"errors"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"
)

type shape interface{ Area() int }
type square struct{ side int }

func (s square) Area() int { return s.side * s.side }

//go:noinline
func area(s shape) int { return s.Area() }

func recovered(name string, do func()) {
	defer func() {
		err, _ := recover().(error)
		println(name, err != nil && err.Error() != "", err.Error())
	}()
	defer println("deferred before", name)
	do()
}

// deep keeps a pointer into each frame, so that a stack that grows has them all to move.
func deep(n int, above *int) int {
	here := n
	if n == 0 {
		return *above
	}
	return deep(n-1, &here) + *above - here
}

func list(n int) *node {
	var first *node
	for ; n > 0; n-- {
		first = &node{first, make([]byte, n%100)}
	}
	return first
}

type node struct {
	next *node
	text []byte
}

func main() {
	debug.SetGCPercent(5)
	index, none, numbers := 3, shape(nil), []int{1, 2}
	recovered("index", func() { println(numbers[index]) })
	recovered("slice", func() { println(len(numbers[index:])) })
	recovered("nil interface", func() { println(none.Area()) })
	recovered("value method of nil", func() { println(area((*square)(nil))) })
	recovered("division", func() { println(1 / (index - 3)) })
	recovered("map", func() { map[string]int(nil)["a"] = 1 })
	recovered("conversion", func() { println(any(numbers).(shape)) })
	recovered("error", func() { panic(errors.New("told")) })
	above := 7
	println("deep", deep(5_000, &above))
	swap := reflect.MakeFunc(reflect.TypeFor[func(int, *node) (*node, int)](), func(in []reflect.Value) []reflect.Value {
		runtime.GC()
		return []reflect.Value{in[1], in[0]}
	}).Interface().(func(int, *node) (*node, int))
	kept := list(10_000)
	var all sync.WaitGroup
	total := make([]int, 8)
	for n := range total {
		all.Go(func() {
			for range 20 {
				for at := list(1000); at != nil; at = at.next {
					total[n] += len(at.text)
				}
				runtime.Gosched()
				runtime.GC()
			}
		})
	}
	println("goroutines", runtime.NumGoroutine())
	all.Wait()
	back, number := swap(5, kept)
	for at := back; at != nil; at = at.next {
		number += len(at.text)
	}
	println("sum", number, total[0], total[7], runtime.NumGoroutine())
	panic("the last word")
}
