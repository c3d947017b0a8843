package store

import "context"

// Erase removes for good what was written in words in a negotiation, and notes when.
// The chain still verifies and every figure can still be computed again.
func (s *Store) Erase(ctx context.Context, tenant, id, at string) error {
	return s.erase(ctx, `UPDATE words SET salt = '', text = '', erased = $1 WHERE tenant = $2 AND negotiation = $3 AND erased = ''`, at, tenant, id)
}

// EraseBefore removes the words of all events of a tenant that were recorded before
// an instant: what a rule of retention asks for.
func (s *Store) EraseBefore(ctx context.Context, tenant, before, at string) error {
	return s.erase(ctx, `UPDATE words SET salt = '', text = '', erased = $1 WHERE tenant = $2 AND said < $3 AND erased = ''`, at, tenant, before)
}

func (s *Store) erase(ctx context.Context, statement string, args ...any) error {
	err := s.writes.transact(ctx, func(in session) error {
		_, err := in.ExecContext(ctx, statement, args...)
		return err
	})
	if err != nil {
		return err
	}
	return s.writes.scrub(ctx)
}

// ForgetKeys drops the keys of all tenants that were first used before an instant:
// a call that comes again later is a new one.
func (s *Store) ForgetKeys(ctx context.Context, before string) error {
	return s.writes.transact(ctx, func(in session) error {
		_, err := in.ExecContext(ctx, `DELETE FROM keys WHERE used < $1`, before)
		return err
	})
}
