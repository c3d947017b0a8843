package rounds_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"parley/server/rounds"
)

func TestRun(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	wrong, done, told := errors.New("wrong"), 0, []error{}
	rounds.Run(ctx, 20*time.Millisecond, func(context.Context) error {
		if done++; done == 3 {
			stop()
		}
		return wrong
	}, func(err error) { told = append(told, err) })
	assert.Equal(t, 3, done)
	assert.Equal(t, []error{wrong, wrong}, told, "what fails because of the stop is not told")
}

func TestEach(t *testing.T) {
	var now, most atomic.Int64
	list := make([]int, 100)
	err := rounds.Each(list, 4, func(item *int) error {
		if busy := now.Add(1); busy > 4 {
			most.Store(busy)
		}
		defer now.Add(-1)
		if *item++; item == &list[7] {
			return errors.New("the seventh")
		}
		return nil
	})
	assert.EqualError(t, err, "the seventh")
	assert.Zero(t, most.Load(), "at most so many at a time")
	for i, times := range list {
		assert.Equal(t, 1, times, i)
	}
}
