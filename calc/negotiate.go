package calc

import (
	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/policy"
	"parley/calc/repay"
	"parley/calc/wire"
)

// View is who an answer is for.
type View string

const (
	// BorrowerView shows what can be signed and what the borrower could change, and nothing that the creditor keeps to itself.
	BorrowerView View = "borrower"
	// CreditorView shows what plans are worth, and what either side could change.
	CreditorView View = "creditor"
	// MediatorView shows the same to somebody neutral.
	MediatorView View = "mediator"
)

// NegotiateRequest holds a borrower's budget against a creditor's mandate.
type NegotiateRequest struct {
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The rules to keep within; none when left out. The longest plan that they allow is a wall.
	Pack policy.PackID `json:"pack,omitempty"`
	// The day on which the contract was made: it decides the highest rate where the pack's rules go by that day.
	ContractDate civil.Date `json:"contract_date,omitempty"`
	// What is owed. Its oldest due date counts the days overdue.
	Claim Claim `json:"claim"`
	// The segment of the account, for tiers that ask for one.
	Segment string `json:"segment,omitempty" maxlen:"64"`
	// Whether the borrower is in hardship, for tiers that ask for it.
	Hardship bool `json:"hardship,omitempty"`
	// What the creditor may agree to.
	Mandate negotiate.Mandate `json:"mandate"`
	// What the borrower can pay.
	Budget negotiate.Budget `json:"budget"`
	// Who the answer is for.
	View View `json:"view"`
	// How the plans of the menu are chosen; diverse when left out. A counter has no menu.
	Menu MenuKind `json:"menu,omitempty"`
}

// MenuKind is how the plans of a menu are chosen.
type MenuKind string

const (
	// DiverseMenu chooses plans that are each best at something, with all that the mandate waives at their speed.
	DiverseMenu MenuKind = "diverse"
	// EqualValueMenu chooses plans that are worth to the creditor what its longest plan is with nothing waived, within half a percent and a step of the waiver, and that differ in what they ask of the borrower. Where the budget reaches none, the menu is diverse.
	EqualValueMenu MenuKind = "equal_value"
)

// Status is how a negotiation stands.
type Status string

const (
	// AgreementPossible says that there are plans that both sides could sign.
	AgreementPossible Status = "agreement_possible"
	// NoAgreement says that there is none within the limits as they stand.
	NoAgreement Status = "no_agreement"
	// NoSustainablePlan says that the budget leaves nothing to pay from.
	NoSustainablePlan Status = "no_sustainable_plan"
)

// Reason is why there is no agreement where no limit is to blame.
type Reason string

// NoTermsForAccount says that none of the creditor's terms are for an account like this one. It is for the creditor to say what there is.
const NoTermsForAccount Reason = "no_terms_for_account"

// NegotiateAnswer says which plans both sides could sign: in borrower for the
// borrower's view, and in creditor for the other two.
type NegotiateAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// Who the answer is for.
	View View `json:"view"`
	// How the negotiation stands.
	Status Status `json:"status"`
	// Why there is no agreement, where no limit is to blame.
	Reason Reason `json:"reason,omitempty"`
	// The answer to a borrower.
	Borrower *BorrowerSide `json:"borrower,omitempty"`
	// The answer to a creditor or a mediator.
	Creditor *CreditorSide `json:"creditor,omitempty"`
}

// BorrowerSide is what a borrower is shown.
type BorrowerSide struct {
	// Plans that the creditor would sign, fewer than three when there are fewer. None is chosen for the borrower.
	Menu []OpenPlan `json:"menu,omitempty"`
	// In how many ways, without the sums waived, the debt could be repaid.
	Ways int `json:"ways,omitempty"`
	// Without an agreement: what would open one if the borrower changed it alone; another pay day only where it does.
	Moves []OwnMove `json:"moves,omitempty"`
	// Without a plan that the budget carries: what else there is.
	Routes []Route `json:"routes,omitempty"`
	// With routes: where free advice is found, as the pack names it.
	Advice []string `json:"advice,omitempty"`
}

// OpenPlan is one plan of a menu. Quote makes the same plan of its terms and waivers.
type OpenPlan struct {
	// What it is chosen for.
	Label negotiate.Label `json:"label"`
	// What it is agreed on.
	Terms repay.Terms `json:"terms"`
	// What is waived of each component.
	Waivers []ledger.Waiver `json:"waivers,omitempty"`
	// The payments.
	Plan repay.Plan `json:"plan"`
	// What it costs a year.
	AnnualRate repay.AnnualRate `json:"annual_rate"`
	// The day of the last payment.
	LastDate civil.Date `json:"last_date"`
	// The borrower's own limits that it has no room left in.
	Binding []negotiate.ConstraintName `json:"binding,omitempty"`
}

// CreditorSide is what a creditor or a mediator is shown.
type CreditorSide struct {
	// Who may agree to what, and plans that both sides could sign, fewer than three when there are fewer.
	Menu []MandatePlan `json:"menu,omitempty"`
	// With a menu of equal value: what its plans are worth; left out where it is diverse after all.
	EqualValue *negotiate.EqualValue `json:"equal_value,omitempty"`
	// How many plans both sides could sign, those that differ by a step of the waiver counted apart.
	Plans string `json:"plans,omitempty"`
	// In how many ways, without the sums waived, the debt could be repaid.
	Ways int `json:"ways,omitempty"`
	// The largest room between the least and the most that can be waived in one way to repay.
	Zone money.Amount `json:"zone"`
	// The points of which no other gives one side more and the other no less, from the creditor's best to the borrower's; thirty at most, evenly chosen.
	Frontier []FrontierPoint `json:"frontier,omitempty"`
	// What well-known rules of division choose among all points; none of them is the fair one.
	Fair []FairPoint `json:"fair,omitempty"`
	// Without an agreement: what would open one if it alone changed, the smallest part of itself first, then those that open none alone, then the walls of the law. A pay day and a rate of the plan are told only where another one opens an agreement.
	Moves []Move `json:"moves,omitempty"`
	// Without an agreement: what one side's move spares the other, for the cheapest pairs.
	Trades []Trade `json:"trades,omitempty"`
	// Where no single move opens an agreement: smallest sets of moves that do.
	Corrections []Correction `json:"corrections,omitempty"`
	// With no terms for the account: what the account is, and what each tier asks of one.
	Unmet *UnmetTiers `json:"unmet,omitempty"`
	// Where the grid ends before the tiers do: the most instalments that are looked at.
	Longest []LongestPlan `json:"longest,omitempty"`
	// Without an agreement: limits that cannot hold together, of which none can be left out.
	Conflict []Limit `json:"conflict,omitempty"`
	// Without a plan that the budget carries: what else there is.
	Routes []Route `json:"routes,omitempty"`
	// With routes: where free advice is found, as the pack names it.
	Advice []string `json:"advice,omitempty"`
}

// MandatePlan is one plan of a menu with what it means to the creditor.
type MandatePlan struct {
	OpenPlan
	// The tier of the mandate that allows it.
	Tier string `json:"tier"`
	// Who may agree to it.
	Level string `json:"level,omitempty"`
	// What it is worth on as_of at the discount rate.
	NetPresentValue money.Amount `json:"npv"`
	// What it is worth when promises break as the mandate assumes; only with a hazard.
	ExpectedValue *money.Amount `json:"expected_value,omitempty"`
	// Everything that is paid as a share of the claim, to 10 places, cut down.
	Recovery string `json:"recovery"`
	// The creditor's limits that it has no room left in.
	CreditorBinding []negotiate.ConstraintName `json:"creditor_binding,omitempty"`
	// What one unit of each concession costs the creditor and brings the borrower.
	Prices []PriceTag `json:"prices"`
}

// PriceTag is the price of one concession, everything else as it is in the plan.
type PriceTag struct {
	// The concession.
	Given negotiate.Given `json:"given"`
	// With a waiver: the further sum waived.
	Sum money.Amount `json:"sum,omitempty"`
	// What the plan is then worth less to the creditor; below zero when it is worth more.
	Costs money.Amount `json:"costs"`
	// What is then paid less in all; below zero when it is more.
	Saves money.Amount `json:"saves"`
	// What each payment falls by; below zero when it rises.
	Lighter money.Amount `json:"lighter"`
}

// Way is one plan in short.
type Way struct {
	// The number of instalments.
	Count int `json:"count"`
	// How often one is due.
	Every civil.Frequency `json:"every"`
	// The day of the first.
	FirstDue civil.Date `json:"first_due"`
	// The rate of the plan.
	Rate money.Rate `json:"rate"`
	// The deposit.
	Deposit money.Amount `json:"deposit"`
	// What is waived in all.
	Waived money.Amount `json:"waived"`
	// Each payment but the last.
	Amount money.Amount `json:"amount"`
	// Everything that is paid.
	Paid money.Amount `json:"paid"`
	// The day of the last payment.
	LastDate civil.Date `json:"last_date"`
}

// FrontierPoint is one plan of the frontier.
type FrontierPoint struct {
	Way
	// What the plan is worth to the creditor beyond no deal.
	Gain money.Amount `json:"gain"`
	// How much lighter it is for the borrower than the whole claim at the full budget until the latest day: a fraction of one to 9 places, cut down.
	Comfort string `json:"comfort"`
}

// FairRule is a rule of division.
type FairRule string

const (
	// NashRule takes the largest product of both gains.
	NashRule FairRule = "nash"
	// KalaiSmorodinskyRule takes the same share of the most that either side could gain, as nearly as the points allow.
	KalaiSmorodinskyRule FairRule = "kalai_smorodinsky"
	// EgalitarianRule takes the same gain in money, as nearly as the points allow.
	EgalitarianRule FairRule = "egalitarian"
)

// FairPoint is the plan that a rule of division chooses.
type FairPoint struct {
	// The rule.
	Rule FairRule `json:"rule"`
	FrontierPoint
}

// Route is what there is beside a plan, for a borrower whose budget carries none.
type Route string

const (
	// FreeAdvice is to ask for free and independent advice on debt.
	FreeAdvice Route = "free_advice"
	// HardshipTerms is to ask the creditor for its terms for hardship.
	HardshipTerms Route = "hardship_terms"
	// PaymentPause is to ask for a pause while things change.
	PaymentPause Route = "payment_pause"
	// TokenPayment is to offer a small sum for now, as a sign of goodwill and only if essentials are paid.
	TokenPayment Route = "token_payment"
)

var routes = []Route{FreeAdvice, HardshipTerms, PaymentPause, TokenPayment}

// OwnMove is the least change of one of the borrower's own limits that opens an
// agreement.
type OwnMove struct {
	// The limit.
	Constraint negotiate.ConstraintName `json:"constraint"`
	// The frequency of a largest payment.
	Every *civil.Frequency `json:"every,omitempty"`
	// What it is now: money, a date or a day of the month.
	Now string `json:"now"`
	// What would open an agreement; left out when no change of it alone does.
	Needed string `json:"needed,omitempty"`
	// The plan that would then be open; left out with needed.
	Witness *Way `json:"witness,omitempty"`
}

// negotiateOne says which plans both sides could sign.
func negotiateOne(request *NegotiateRequest) (NegotiateAnswer, []wire.Problem) {
	n, problems := enterNegotiation(request)
	if len(problems) > 0 {
		return NegotiateAnswer{}, problems
	}
	answer := NegotiateAnswer{
		Versions: versions(n.rules.Version), AsOf: request.AsOf, Currency: request.Currency, View: request.View, Status: AgreementPossible,
		Reason: n.reason(),
	}
	switch {
	case !n.affords():
		answer.Status = NoSustainablePlan
	case len(n.set) == 0:
		answer.Status = NoAgreement
	}
	if request.View == BorrowerView {
		answer.Borrower = n.borrower(answer.Status)
	} else {
		answer.Creditor = n.creditor(answer.Status)
	}
	return answer, nil
}
