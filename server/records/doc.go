// Package records answers at the addresses of negotiations on record.
//
//	POST /v1/negotiations                       begins one with its first event
//	GET  /v1/negotiations?limit=&cursor=        lists those of the caller, oldest first
//	GET  /v1/negotiations/:id                   where it stands
//	POST /v1/negotiations/:id/events            adds an event
//	GET  /v1/negotiations/:id/events            its chain as JSON lines, which verifies offline
//	GET  /v1/negotiations/:id/diff?from=&to=    what changed between two revisions
//	POST /v1/negotiations/:id/links             makes a link for its borrower
//	GET  /v1/negotiations/:id/links             lists them
//	DELETE /v1/negotiations/:id/links/:link     ends one
//	GET  /v1/link                               the negotiation of a link, as its borrower may see it
//	POST /v1/link/events                        adds a borrower's counter-offer, yes or no
//
// and at those of the webhooks that hear of them.
//
//	POST   /v1/webhooks                             adds one
//	GET    /v1/webhooks                             lists those of the caller, oldest first
//	GET    /v1/webhooks/:id                         shows one with the keys that verify its messages
//	DELETE /v1/webhooks/:id                         removes it, with what it has not heard
//	POST   /v1/webhooks/:id/rotate                  lets a new key sign, beside the last one for a day
//	GET    /v1/webhooks/:id/deliveries              what it has not heard, and what became of that
//	POST   /v1/webhooks/:id/deliveries/:delivery    sends one of these again
//
// and of what they come to together, as JSON or as CSV.
//
//	GET /v1/report?from=&to=&by=tier|collector|month
//
// Everything belongs to the tenant whose credential came with the request; what is
// somebody else's is not found. A link is the credential of a borrower for one
// negotiation and has no other address than those two. Its secret is told once and kept
// as a hash, it ends by itself, and it can be revoked.
//
// A POST needs an Idempotency-Key: 1 to 255 visible ASCII characters, good for the
// tenant and the route. The first answer is kept with its effect, in one
// transaction, and given again to the same request with Idempotency-Replayed: true:
// a success, 412 and 422 alike. Copies sent at once wait for the first; nobody is
// told to come back. The same key with another request is refused. An answer that
// does not depend on what is on record (400, 404, 413, 415, 428) and one that says
// that the service failed (5xx) are not kept. A key is good for seven days.
//
// The ETag of a negotiation begins with its revision. Adding an event needs If-Match
// with the tag of the latest answer.
package records
