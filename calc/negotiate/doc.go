// Package negotiate holds a borrower's budget against a creditor's mandate and
// finds every plan that both could sign.
//
// A plan is level: a frequency, a first due date, a rate, a number of instalments,
// a deposit and a waiver, and the least payment on the grid that then clears the
// debt, which is the plan that quote makes of the same terms. A cell fixes all but
// the waiver; within it the waivers that both sides accept are a few intervals,
// found exactly and never enumerated. The set of all plans is the cells with
// their intervals: every member of the published grid is in it, and no other.
//
// The grid does not depend on either side's limits. A wider limit therefore only
// ever adds plans, and a narrower one only takes some away.
//
// A record is what came of it: offers by round, an agreement and its promises, and the
// contacts, disputes and complaints meanwhile, which are compared with the rules of law
// for conduct.
package negotiate
