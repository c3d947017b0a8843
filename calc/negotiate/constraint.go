package negotiate

// ConstraintName names a limit, as both sides speak of it.
type ConstraintName string

const (
	// PerPeriod is the borrower's largest payment.
	PerPeriod ConstraintName = "per_period"
	// DepositCap is the borrower's largest deposit.
	DepositCap ConstraintName = "deposit"
	// EarliestDue is the borrower's earliest first due date.
	EarliestDue ConstraintName = "earliest"
	// LatestFinish is the borrower's latest last one.
	LatestFinish ConstraintName = "latest_finish"
	// TotalCap is the most that the borrower would pay in all.
	TotalCap ConstraintName = "total_cap"
	// PaydayDue is the day of the month on which the borrower pays.
	PaydayDue ConstraintName = "payday"
	// LatestFirstDue is the creditor's latest first due date.
	LatestFirstDue ConstraintName = "latest_first_due"
	// MinPayment is the creditor's least payment.
	MinPayment ConstraintName = "min_payment"
	// NPVFloor is the least that a plan has to be worth to the creditor.
	NPVFloor ConstraintName = "npv_floor"
	// RecoveryFloor is the least that has to be paid in all.
	RecoveryFloor ConstraintName = "recovery_floor"
	// PlanRate is the least rate that a plan bears.
	PlanRate ConstraintName = "plan_rate"
	// Ceiling is a tier's ceiling on what is waived of a component, or of all components together.
	Ceiling ConstraintName = "ceiling"
	// MaxWaiver is a tier's ceiling on everything that is waived.
	MaxWaiver ConstraintName = "max_waiver"
	// MaxCount is a tier's largest number of instalments.
	MaxCount ConstraintName = "max_count"
	// FinishWithinDays is a tier's latest last due date.
	FinishWithinDays ConstraintName = "finish_within_days"
	// MinDeposit is a tier's least deposit.
	MinDeposit ConstraintName = "min_deposit"
)

// Owner tells whose limit it is.
func (c ConstraintName) Owner() Party {
	switch c {
	case PerPeriod, DepositCap, EarliestDue, LatestFinish, TotalCap, PaydayDue:
		return Borrower
	}
	return Creditor
}
