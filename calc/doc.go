// Package calc is the only door into the engine of Parley, a repayment plan
// negotiation calculator.
//
// # What to use first
//
// [Do] takes the name of an operation and a JSON request, and answers JSON. The
// server and the browser call nothing else, so the same request gives the same
// bytes through every door. The operations:
//
//   - assess: what is owed at a date, and why
//   - quote: one plan, with waivers, deposit and what it costs a year
//   - forecast: the balance month by month under several ways to pay
//   - reconcile: which conventions reproduce a lender's figure
//   - check: a schedule that somebody else made
//   - advance: a negotiation on record after one more event, and what the rules say of a contact
//   - apr: flows of money to a yearly rate by a named method
//   - negotiate: every plan that a creditor's mandate and a borrower's budget both allow
//   - counter: a proposal accepted, or the nearest plans that both sides could sign
//   - share: what several debts get of one budget each month, in four ways side by side
//   - lint: what a creditor can hardly have meant with a mandate
//   - packs and pack: the rules of law that findings stand on, each value dated and cited
//
// An assess, a quote and an apr with explain give their working too: the steps that
// lead to the figures, rendered from what was recorded while computing.
//
// Each has a file of its own with its request and its answer as plain structs.
// Below it lie, in the order in which they may import each other: money and civil
// (sums and dates), policy (rules of law as dated, cited data) and ledger (what is
// owed), repay (plans), and beside them wire (JSON, which knows no trade).
//
// # Ground rules
//
// A sum is a whole number of minor units and a rate is a decimal; one call,
// money.Currency.Round, leads from the second to the first. The schedule kernel
// works in whole numbers and rounds each period's interest once. Sums are exact by
// construction: the last instalment is what is left, and nothing is repaired.
//
// Nothing here reads a clock, the network, the disk, randomness or the order of a
// map, or uses a floating-point number. A question that depends on time carries
// its as_of.
//
// Output is a signal for review and never a verdict.
//
// # Errors
//
// A request that cannot be answered gets every problem at once, each with a stable
// code, a JSON pointer and, where there is one, what is allowed instead. Codes are
// promises; the words beside them may change. Do does not panic on any input, and
// keeps nothing from one call to the next.
//
// # Limits
//
//	amounts           15 digits before the point, as many after it as the currency has
//	rates and shares  10 decimal places, rates up to 100 for one unit of time
//	instalments       600
//	entries           10,000, rules 12, waivers 24
//	dates             1970-01-01 to 2199-12-31
//	documents         256 KiB, 32 levels deep
//
// # Compatibility
//
// Within schema version 1, fields and codes are added and never renamed or removed.
// An answer names the engine, the pack and the schema that made it: with the same
// three, the same request gives the same bytes.
package calc
