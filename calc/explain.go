package calc

import (
	"strconv"
	"strings"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// mostExplained is how many lines and payments met are told in sentences: with a
// step of under a kilobyte each, ten megabytes.
const mostExplained = 10_000

// StepKind says what a step of the working does.
type StepKind string

const (
	// AccrualStep is interest on a balance over some days.
	AccrualStep StepKind = "accrual"
	// PauseStep is some days over which a rule stood still.
	PauseStep StepKind = "pause"
	// LateFeeStep is a late fee.
	LateFeeStep StepKind = "late_fee"
	// EntryStep is a sum that an entry of the account added.
	EntryStep StepKind = "entry"
	// RateChangeStep is a rule's new rate.
	RateChangeStep StepKind = "rate_change"
	// PaymentStep is what a payment met of a component.
	PaymentStep StepKind = "payment"
	// WaiverStep is what an entry forgave of a component.
	WaiverStep StepKind = "waiver"
	// SumStep adds figures up.
	SumStep StepKind = "sum"
	// OverdueStep counts the days past due.
	OverdueStep StepKind = "overdue"
	// PerDiemStep is what one more day adds.
	PerDiemStep StepKind = "per_diem"
	// FindingStep compares a figure with a limit.
	FindingStep StepKind = "finding"
	// WaiveStep is what a quote waives of a component.
	WaiveStep StepKind = "waive"
	// PaymentFoundStep is how the payment of a plan was found.
	PaymentFoundStep StepKind = "payment_found"
	// InstalmentStep is one instalment of a plan.
	InstalmentStep StepKind = "instalment"
	// PresentValueStep is what the payments of a plan are worth today.
	PresentValueStep StepKind = "present_value"
	// AverageLifeStep is how long a plan's money is owed on average.
	AverageLifeStep StepKind = "average_life"
	// SolvedStep is what was solved beside the payment of a plan.
	SolvedStep StepKind = "solved"
	// LastDateStep is the day of the last payment.
	LastDateStep StepKind = "last_date"
	// RecoveryStep is what is paid as a share of the claim.
	RecoveryStep StepKind = "recovery"
	// BreachStep is what is owed when a plan is broken.
	BreachStep StepKind = "breach"
	// FlowStep is a sum of money, or a run of equal ones, that a yearly rate is solved on.
	FlowStep StepKind = "flow"
	// AnnualRateStep is what money costs a year.
	AnnualRateStep StepKind = "annual_rate"
)

// Step is one step of the working. It holds what was recorded while the answer was
// computed, and says it in English and in Chinese. Money is at the currency's scale.
type Step struct {
	// The figure of the answer that it leads to, as a JSON pointer; a figure that is zero may be left out of the answer.
	Figure string `json:"figure"`
	// What the step does.
	Kind StepKind `json:"kind"`
	// The entry, rule or flow of the request that it stands on, as a JSON pointer.
	Source string `json:"source,omitempty"`
	// The number of the line, instalment or finding of the answer, from 1, or how many of them the step counts.
	N int `json:"n,omitempty"`
	// The day, or the first day that counts.
	From civil.Date `json:"from,omitempty"`
	// The first day that no longer counts.
	To civil.Date `json:"to,omitempty"`
	// The number of days as the day count counts them.
	Days int `json:"days,omitempty"`
	// The name of the rule, or the source of the limit.
	Rule string `json:"rule,omitempty"`
	// The component.
	Component ledger.Component `json:"component,omitempty"`
	// The sum that a rate or a share is taken of.
	Base string `json:"base,omitempty"`
	// The time in units of the rate, as a fraction; for an instalment, the rate for its whole period.
	Ratio *civil.Ratio `json:"ratio,omitempty"`
	// The rate or the share as a fraction of one.
	Rate string `json:"rate,omitempty"`
	// The unit of time of the rate.
	Per money.Per `json:"per,omitempty"`
	// The arithmetic, with ×, + and −.
	Sum string `json:"sum,omitempty"`
	// The figure before rounding, to 10 places.
	Unrounded string `json:"unrounded,omitempty"`
	// How it is rounded.
	Rounding money.Rounding `json:"rounding,omitempty"`
	// What comes out: money, or a number for a rate, a share or days.
	Rounded string `json:"rounded,omitempty"`
	// The step in English.
	EN string `json:"en"`
	// The step in Chinese.
	ZH string `json:"zh"`
}

// explaining gathers the steps of one answer.
type explaining struct {
	currency money.Currency
	steps    []Step
}

// say adds a step with its sentence.
func (e *explaining) say(step Step, says sentence) { e.sayBoth(step, says, nothing) }

// sayBoth adds a step with a sentence of two pieces.
func (e *explaining) sayBoth(step Step, says, ending sentence) {
	for _, piece := range [...]sentence{says, ending} {
		step.EN = string(e.render([]byte(step.EN), sentences[piece][0], &step, false))
		step.ZH = string(e.render([]byte(step.ZH), sentences[piece][1], &step, true))
	}
	e.steps = append(e.steps, step)
}

// render appends a template with its slots filled: a percent sign and a letter.
func (e *explaining) render(text []byte, template string, s *Step, chinese bool) []byte {
	language := 0
	if chinese {
		language = 1
	}
	for {
		before, after, more := strings.Cut(template, "%")
		if text = append(text, before...); !more {
			return text
		}
		template = after[1:]
		switch after[0] {
		case '%':
			text = append(text, '%')
		case 'f':
			text = appendDay(text, s.From, chinese)
		case 't':
			text = appendDay(text, s.To, chinese)
		case 'd':
			text = strconv.AppendInt(text, int64(s.Days), 10)
		case 'n':
			text = strconv.AppendInt(text, int64(s.N), 10)
		case 'q':
			text = append(text, strings.TrimSuffix(s.Ratio.String(), "/1")...)
		case 'b':
			text = e.appendMoney(text, s.Base, chinese)
		case 'm':
			text = e.appendMoney(text, s.Rounded, chinese)
		case 'B':
			text = append(text, s.Base...)
		case 'R':
			text = append(text, s.Rate...)
		case 'M':
			text = append(text, s.Rounded...)
		case 'u':
			text = append(text, s.Unrounded...)
		case 'S':
			text = append(text, s.Sum...)
		case 's':
			if strings.Contains(s.Sum, " ") {
				text = append(append(text, s.Sum...), " = "...)
			}
		case 'r':
			text = append(text, s.Rule...)
		case 'c':
			text = append(text, word(string(s.Component), language)...)
		case 'o':
			text = append(text, word(string(s.Rounding), language)...)
		case 'p':
			if chinese {
				text = append(text, word(string(s.Per), language)...)
			}
			text = appendPercent(text, s.Rate)
			if !chinese {
				text = append(text, word(string(s.Per), language)...)
			}
		}
	}
}

// less takes sums from one.
func (e *explaining) less(sum money.Amount, parts ...money.Amount) string {
	text := e.currency.Text(sum)
	for _, part := range parts {
		text = e.expression(text, "−", part)
	}
	return text
}

// add puts a run of equal sums to the arithmetic of a step.
func (e *explaining) add(text string, count int, sum money.Amount) string {
	if count == 0 || sum == 0 {
		return text
	}
	if text != "" {
		text += " + "
	}
	if count > 1 {
		text += strconv.Itoa(count) + " × "
	}
	return text + e.currency.Text(sum)
}

// appendDay writes a date as people do.
func appendDay(text []byte, date civil.Date, chinese bool) []byte {
	const months = "January  February March    April    May      June     July     August   SeptemberOctober  November December "
	year, month, day := date.YearMonthDay()
	if chinese {
		text = append(strconv.AppendInt(text, int64(year), 10), "年"...)
		text = append(strconv.AppendInt(text, int64(month), 10), "月"...)
		return append(strconv.AppendInt(text, int64(day), 10), "日"...)
	}
	text = append(strconv.AppendInt(text, int64(day), 10), ' ')
	text = append(text, strings.TrimRight(months[9*month-9:9*month], " ")...)
	return strconv.AppendInt(append(text, ' '), int64(year), 10)
}

// appendMoney writes a sum with commas and its currency.
func (e *explaining) appendMoney(text []byte, sum string, chinese bool) []byte {
	whole := strings.IndexByte(sum+".", '.')
	for i := range len(sum) {
		if i > 0 && i < whole && (whole-i)%3 == 0 && sum[i-1] != '-' {
			text = append(text, ',')
		}
		text = append(text, sum[i])
	}
	if chinese && e.currency == "CNY" {
		return append(text, "元（CNY）"...)
	}
	return append(append(text, ' '), e.currency...)
}

// appendPercent writes a fraction of one in percent.
func appendPercent(text []byte, fraction string) []byte {
	whole, places, _ := strings.Cut(fraction, ".")
	places += "00"
	if whole = strings.TrimLeft(whole+places[:2], "0"); whole == "" {
		whole = "0"
	}
	text = append(text, whole...)
	if places = strings.TrimRight(places[2:], "0"); places != "" {
		text = append(append(text, '.'), places...)
	}
	return append(text, '%')
}

// expression adds an operator and a sum to the arithmetic of a step; a zero is not
// worth a word.
func (e *explaining) expression(text, operator string, sum money.Amount) string {
	if text != "" && sum == 0 {
		return text
	}
	if text == e.currency.Text(0) && operator == "+" {
		text = ""
	}
	if text != "" {
		text += " " + operator + " "
	}
	return text + e.currency.Text(sum)
}
