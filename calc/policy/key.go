package policy

// Key names one rule of a pack. The comment of each says what its values are;
// kindOf says what they must look like.
type Key string

const (
	// KeyAnnualRateMethod is the method by which a yearly rate is stated, by its name in apr.
	KeyAnnualRateMethod Key = "annual_rate_method"
	// KeyChargesLine is the share of principal a year beyond which a court may reduce all charges together.
	KeyChargesLine Key = "charges_line"
	// KeyChargesReducible are the components that a court may reduce together.
	KeyChargesReducible Key = "charges.reducible"
	// KeyChargesAllowed is what a charge has to rest on.
	KeyChargesAllowed Key = "charges.allowed"
	// KeyRateCap is the highest yearly rate: one fraction of one; or two, supported up to the first and not at all above the second; or a multiple, the reference series that it multiplies and the day that decides its value (contract_date or filing_date).
	KeyRateCap Key = "rate_cap"
	// KeyContractRateRange is the least and the highest contract rate, and the unit of time that they are for.
	KeyContractRateRange Key = "contract_rate.range"
	// KeyInterestUnstated is what runs when a contract states no interest.
	KeyInterestUnstated Key = "interest.unstated"
	// KeyInterestNotOn are the components that bear no interest.
	KeyInterestNotOn Key = "interest.not_on"
	// KeyPrincipalCounts is what counts as principal.
	KeyPrincipalCounts Key = "principal.counts"
	// KeyPenaltyFactor is the least and the highest multiple of the contract rate that penalty interest may run at.
	KeyPenaltyFactor Key = "penalty.factor"
	// KeyPenaltyRate is the yearly rate of penalty interest, written like a rate cap.
	KeyPenaltyRate Key = "penalty.rate"
	// KeyPenaltyMargin is what default interest adds to the base rate a year.
	KeyPenaltyMargin Key = "penalty.margin"
	// KeyPenaltyShape is how a charge for paying late may be built.
	KeyPenaltyShape Key = "penalty.shape"
	// KeyDamagesFactor is the multiple of the loss above which agreed damages count as excessive.
	KeyDamagesFactor Key = "damages.factor"
	// KeyLateFeePercent is the usual share of the unpaid minimum that is charged for paying late.
	KeyLateFeePercent Key = "late_fee.percent"
	// KeyLateFeeAmount is a currency and the highest charge for paying late once; a second sum is for paying late again soon after.
	KeyLateFeeAmount Key = "late_fee.amount"
	// KeyLateFeeTotal is a currency and the highest sum of all charges for paying late.
	KeyLateFeeTotal Key = "late_fee.total"
	// KeyLateFeeLimit is the sum that a charge for paying late may not exceed.
	KeyLateFeeLimit Key = "late_fee.limit"
	// KeyLateFeeGraceDays is the number of days past due that pass before a charge for paying late.
	KeyLateFeeGraceDays Key = "late_fee.grace_days"
	// KeyCostPerDay is the highest cost for each day, as a share of the credit outstanding.
	KeyCostPerDay Key = "cost.per_day"
	// KeyCostTotal is the highest total cost, as a share of the credit provided.
	KeyCostTotal Key = "cost.total"
	// KeyJudgmentRate is interest on a sum that a court has awarded: the rate and its unit of time.
	KeyJudgmentRate Key = "judgment.rate"
	// KeyDayCount are the day counts in use, the usual one first.
	KeyDayCount Key = "day_count"
	// KeyEndRule is whether the last day counts, the usual rule first.
	KeyEndRule Key = "end_rule"
	// KeyRulesDefault are accrual rules as assess reads them, to start from. One without a rate takes it from the contract.
	KeyRulesDefault Key = "rules.default"
	// KeyAllocation is the order in which a payment meets the components; those in one text rank alike.
	KeyAllocation Key = "allocation"
	// KeyAllocationBalances is the order among balances of one account.
	KeyAllocationBalances Key = "allocation.balances"
	// KeyAllocationDebts is the order among several debts to one creditor.
	KeyAllocationDebts Key = "allocation.debts"
	// KeyPlanMaxMonths is the longest that a plan may last.
	KeyPlanMaxMonths Key = "plan.max_months"
	// KeyPlanReviewMonths is the length beyond which a plan is worth a review.
	KeyPlanReviewMonths Key = "plan.review_months"
	// KeyPlanTerms are lengths of plan in use, in months.
	KeyPlanTerms Key = "plan.terms"
	// KeyPlanStates is what a plan has to state.
	KeyPlanStates Key = "plan.states"
	// KeyPlanOptions are the kinds of relief that the rules name.
	KeyPlanOptions Key = "plan.options"
	// KeyMinimumPayment is what the least monthly payment of a card covers.
	KeyMinimumPayment Key = "minimum_payment"
	// KeyPersistentDebtMonths are the months at which a creditor has to act on persistent debt.
	KeyPersistentDebtMonths Key = "persistent_debt.months"
	// KeyEarlyRepayment is what is paid when a debt is repaid before it is due.
	KeyEarlyRepayment Key = "early_repayment"
	// KeyPauseDays is how long interest and collection stop when a pause is granted.
	KeyPauseDays Key = "pause.days"
	// KeyNoticeDays is how many days before or after an event a notice is due.
	KeyNoticeDays Key = "notice.days"
	// KeyWaiverStates is what a waiver has to state.
	KeyWaiverStates Key = "waiver.states"
	// KeyWaiverOrder is the order in which components are usually waived.
	KeyWaiverOrder Key = "waiver.order"
	// KeyWaiverTaxReport is a currency and the waived sum from which the creditor reports it to the tax office.
	KeyWaiverTaxReport Key = "waiver.tax_report"
	// KeyWaiverCoolingMonths is how long after a settlement new credit has to wait.
	KeyWaiverCoolingMonths Key = "waiver.cooling_months"
	// KeyCreditRecordYears is how long a default stays in a credit record.
	KeyCreditRecordYears Key = "credit_record.years"
	// KeyCreditRecordRepair is a currency and the largest overdue sum that is no longer shown once it is repaid.
	KeyCreditRecordRepair Key = "credit_record.repair"
	// KeyConductHours is the time of day between which a debtor may be contacted, local to the debtor.
	KeyConductHours Key = "conduct.hours"
	// KeyConductFrequency is the highest number of contacts, what is counted (attempts, connected_calls or calls), and in how many days, the day itself included.
	KeyConductFrequency Key = "conduct.frequency"
	// KeyConductIdentity is how a collector makes itself known; the case is a way of contact: call, message or visit.
	KeyConductIdentity Key = "conduct.identity"
	// KeyConductThirdParty is whom a collector may contact besides the debtor, and for what.
	KeyConductThirdParty Key = "conduct.third_party"
	// KeyConductChannels is what holds for the ways of contact.
	KeyConductChannels Key = "conduct.channels"
	// KeyConductAvoids is what a collector keeps from.
	KeyConductAvoids Key = "conduct.avoids"
	// KeyConductAfterPlan is what holds once a plan is agreed.
	KeyConductAfterPlan Key = "conduct.after_plan"
	// KeyConductPause is what waits while the matter that the case names is open: dispute or complaint.
	KeyConductPause Key = "conduct.pause"
	// KeyComplaintAnswerDays is within how many days a complaint is answered, by the route that the case names: creditor, ombudsman or regulator.
	KeyComplaintAnswerDays Key = "complaint.answer_days"
	// KeyComplaintReferMonths is within how many months of that answer a complaint can be taken to the route that the case names.
	KeyComplaintReferMonths Key = "complaint.refer_months"
	// KeyStatementFields is what a statement of the debt shows.
	KeyStatementFields Key = "statement.fields"
	// KeyDisclosure is what a borrower is shown or sent about the cost.
	KeyDisclosure Key = "disclosure"
	// KeyLimitationYears is after how many years a claim can no longer be enforced.
	KeyLimitationYears Key = "limitation.years"
	// KeyLimitationRestarts is what makes that time begin again.
	KeyLimitationRestarts Key = "limitation.restarts"
	// KeyRetentionYears is how long records of collection are kept.
	KeyRetentionYears Key = "retention.years"
	// KeyAdvice is where a borrower is referred to.
	KeyAdvice Key = "advice"
	// KeyAffordability is how means to pay are found.
	KeyAffordability Key = "affordability"
	// KeyLPR1Y is the one-year loan prime rate of China, a year.
	KeyLPR1Y Key = "reference.lpr_1y"
	// KeyLPR5Y is the loan prime rate of China for more than five years, a year.
	KeyLPR5Y Key = "reference.lpr_5y"
	// KeyBaseRateDE is the base rate of the Bundesbank, a year.
	KeyBaseRateDE Key = "reference.base_rate_de"
)

// kind is what the values of a key look like.
type kind int

const (
	_         kind = iota
	wordsKind      // snake-case words or names, at least one
	ranksKind      // texts of components, parted by spaces
	shareKind      // one fraction of one
	pairKind       // two factors, the least first
	limitKind      // see KeyRateCap
	rateKind       // one or two fractions, the least first, and a unit of time
	sumsKind       // a currency, then sums, the least first
	wholeKind      // whole numbers, the least first
	hoursKind      // two times of day, HH:MM
	countKind      // a whole number, what is counted, a number of days
	ruleKind       // a JSON object
)

// kindOf is the table of the known keys: Prove takes no other.
var kindOf = [...]struct {
	key  Key
	kind kind
}{
	{KeyAnnualRateMethod, wordsKind}, {KeyChargesLine, shareKind}, {KeyChargesReducible, ranksKind}, {KeyChargesAllowed, wordsKind}, {KeyRateCap, limitKind}, {KeyContractRateRange, rateKind},
	{KeyInterestUnstated, wordsKind}, {KeyInterestNotOn, ranksKind}, {KeyPrincipalCounts, wordsKind},
	{KeyPenaltyFactor, pairKind}, {KeyPenaltyRate, limitKind}, {KeyPenaltyMargin, shareKind}, {KeyPenaltyShape, wordsKind}, {KeyDamagesFactor, shareKind},
	{KeyLateFeePercent, shareKind}, {KeyLateFeeAmount, sumsKind}, {KeyLateFeeTotal, sumsKind}, {KeyLateFeeLimit, wordsKind}, {KeyLateFeeGraceDays, wholeKind},
	{KeyCostPerDay, shareKind}, {KeyCostTotal, shareKind}, {KeyJudgmentRate, rateKind},
	{KeyDayCount, wordsKind}, {KeyEndRule, wordsKind}, {KeyRulesDefault, ruleKind},
	{KeyAllocation, ranksKind}, {KeyAllocationBalances, wordsKind}, {KeyAllocationDebts, wordsKind},
	{KeyPlanMaxMonths, wholeKind}, {KeyPlanReviewMonths, wholeKind}, {KeyPlanTerms, wholeKind}, {KeyPlanStates, wordsKind}, {KeyPlanOptions, wordsKind},
	{KeyMinimumPayment, wordsKind}, {KeyPersistentDebtMonths, wholeKind}, {KeyEarlyRepayment, wordsKind}, {KeyPauseDays, wholeKind}, {KeyNoticeDays, wholeKind},
	{KeyWaiverStates, wordsKind}, {KeyWaiverOrder, ranksKind}, {KeyWaiverTaxReport, sumsKind}, {KeyWaiverCoolingMonths, wholeKind}, {KeyCreditRecordYears, wholeKind}, {KeyCreditRecordRepair, sumsKind},
	{KeyConductHours, hoursKind}, {KeyConductFrequency, countKind}, {KeyConductIdentity, wordsKind}, {KeyConductThirdParty, wordsKind},
	{KeyConductChannels, wordsKind}, {KeyConductAvoids, wordsKind}, {KeyConductAfterPlan, wordsKind}, {KeyConductPause, wordsKind},
	{KeyComplaintAnswerDays, wholeKind}, {KeyComplaintReferMonths, wholeKind},
	{KeyStatementFields, wordsKind}, {KeyDisclosure, wordsKind}, {KeyLimitationYears, wholeKind}, {KeyLimitationRestarts, wordsKind},
	{KeyRetentionYears, wholeKind}, {KeyAdvice, wordsKind}, {KeyAffordability, wordsKind},
	{KeyLPR1Y, shareKind}, {KeyLPR5Y, shareKind}, {KeyBaseRateDE, shareKind},
}
