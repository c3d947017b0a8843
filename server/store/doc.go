// Package store keeps negotiations on stable storage: a file of SQLite, or PostgreSQL.
//
// The promise: when Append has returned without an error, its event is on stable
// storage, exactly once and in order, and every later read shows it, whatever
// process or machine crashes afterwards.
//
// A negotiation is a chain of events that is only ever added to. The line of an
// event is one JSON object; it names the hash of the line before, so that nobody
// can change, leave out or reorder an event without changing every hash after it.
// What somebody wrote in words may name a person, and so it is kept apart: the line
// holds a salted hash in its place, and the words can be erased while the chain
// still verifies.
//
// The store knows no clock: every instant is given by the caller. It computes no
// figures either: Replay asks the engine for them.
package store
