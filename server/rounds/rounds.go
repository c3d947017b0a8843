// Package rounds does the work of a server that nobody asks for: again after each
// pause, and on several things at a time.
package rounds

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Run does a round at once and again after each pause, until ctx is done. Failed hears
// what went wrong, but for what went wrong because of that; it may be nil of a round that
// never fails.
func Run(ctx context.Context, pause time.Duration, round func(context.Context) error, failed func(error)) {
	for {
		if err := round(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// Each works on all of a list, so many at a time, and returns what went wrong.
func Each[Item any](list []Item, atOnce int, work func(*Item) error) (err error) {
	var lock sync.Mutex
	var all sync.WaitGroup
	places := make(chan struct{}, atOnce)
	for i := range list {
		places <- struct{}{}
		all.Go(func() {
			wrong := work(&list[i])
			lock.Lock()
			err = errors.Join(err, wrong)
			lock.Unlock()
			<-places
		})
	}
	all.Wait()
	return err
}
