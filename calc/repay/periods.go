package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// AccrueTo says up to which of its two dates an instalment bears interest when
// its due date is rolled.
type AccrueTo string

const (
	// AccrueToDue counts to the day on which it is due after the roll: a holiday costs its days, and the next period is as much shorter.
	AccrueToDue AccrueTo = "due"
	// AccrueToNominal counts to the day on which it falls by the frequency alone, so that holidays change no sum.
	AccrueToNominal AccrueTo = "nominal"
)

// period is the time that one instalment closes.
type period struct {
	nominal, due civil.Date
	days         int         // as the day count counts them, for print
	ratio        civil.Ratio // what the rate counts: a part of a year, or days for a rate by the day
}

// periods lays out the due dates of at most n instalments, the first period
// from the day interest begins. It stops before the first date that Parley does
// not know.
//
// A due date never comes before the deposit or the day interest begins, and no two
// fall on one day: one that the roll would put there goes to the next business day
// instead, or to the next day where the calendar does not say.
func (t *Terms) periods(n int) []period {
	periods := make([]period, 0, n)
	start, earliest := t.InterestFrom, t.InterestFrom
	if t.Deposit != nil {
		earliest = max(earliest, t.Deposit.Due)
	}
	calendar, reference := civil.CalendarOf(t.Calendar), t.reference()
	regular := reference.Every.From(t.FirstDue)
	for k := range n {
		nominal := regular.Date(k)
		if t.Shape == Custom {
			nominal = t.Payments[k].Due
		}
		due := nominal
		if calendar != nil {
			if due = t.Roll.Adjust(nominal, calendar); due < earliest {
				due = civil.RollFollowing.Adjust(earliest, calendar)
			}
		}
		end := due
		if t.AccrueTo == AccrueToNominal {
			end = nominal
		}
		if !nominal.Valid() || !due.Valid() {
			break
		}
		days, ratio := t.counted(start, end, reference)
		periods = append(periods, period{nominal, due, days, ratio})
		start, earliest = end, due+1
	}
	return periods
}

// reference is what a day count may need to know of the plan: its regular periods.
func (t *Terms) reference() (reference civil.Reference) {
	if reference.First = t.FirstDue; t.Every != nil {
		reference.Every = *t.Every
	}
	return reference
}

// counted returns the days of a stretch of time, and the time that the rate counts:
// days for a rate by the day, else a part of a year.
func (t *Terms) counted(start, end civil.Date, reference civil.Reference) (days int, ratio civil.Ratio) {
	if t.Rate.Per == money.PerDay {
		days = t.DayCount.Days(start, end)
		return days, civil.Ratio{Num: int64(days), Den: 1}
	}
	return t.DayCount.Counted(start, end, reference)
}

// ratio is the time that the rate counts.
func (t *Terms) ratio(start, end civil.Date, reference civil.Reference) civil.Ratio {
	_, ratio := t.counted(start, end, reference)
	return ratio
}

// Time returns the time from one day to another in units of a rate, as the plan
// counts days: days, months or years.
func (t *Terms) Time(per money.Per, from, to civil.Date) civil.Ratio {
	at := Terms{Rate: money.Rate{Per: per}, DayCount: t.DayCount}
	ratio := at.ratio(from, to, t.reference())
	if per == money.PerMonth {
		ratio.Num *= 12
	}
	common := max(greatestCommonDivisor(ratio.Num, ratio.Den), 1)
	return civil.Ratio{Num: ratio.Num / common, Den: ratio.Den / common}
}

// accrued returns the day up to which an instalment bears interest.
func (t *Terms) accrued(instalment *Instalment) civil.Date {
	if t.AccrueTo == AccrueToNominal {
		return instalment.Nominal
	}
	return instalment.Due
}

// The most that a denominator may be, and that the numerators of the narrow way
// may add up to.
const mostDen, mostNum = 1 << 62, 1 << 62

// factors turns the time of each period into exact interest factors: the plan's rate
// times it, all over one denominator where that fits, which is always but for regular
// periods of many lengths that holidays cut. A rate by the month is a twelfth of one
// by the year.
func (t *Terms) factors(periods []period) factors {
	rate, den := t.Rate.Fraction()
	if t.Rate.Per == money.PerMonth {
		rate *= 12
	}
	common, last, fits := int64(1), int64(1), true
	for k := range periods {
		if last == periods[k].ratio.Den {
			continue // nearly all periods of a plan have one
		}
		if last = periods[k].ratio.Den; common%last != 0 && fits {
			times := last / greatestCommonDivisor(common, last)
			if fits = times <= mostDen/den/common; fits {
				common *= times
			}
		}
	}
	if !fits {
		return t.raggedFactors(rate, den, periods)
	}
	rate, den = lowTerms(rate, den*common)
	num, whole, times := make([]int64, len(periods)), int64(1), common
	last = 1
	for k := range periods {
		ratio := &periods[k].ratio
		if last != ratio.Den {
			last, times = ratio.Den, common/ratio.Den
		}
		num[k] = ratio.Num * times
		whole += num[k]
	}
	if rate > mostNum/whole {
		f := newFactors(num, den, t.Rounding)
		f.times, f.safe = uint64(rate), 0
		return f
	}
	for k := range num {
		num[k] *= rate
	}
	return newFactors(num, den, t.Rounding)
}

// raggedFactors keep a denominator for each stretch of time.
func (t *Terms) raggedFactors(rate, den int64, periods []period) factors {
	num, dens := make([]int64, len(periods)), make([]int64, len(periods))
	for k := range periods {
		num[k], dens[k] = lowTerms(periods[k].ratio.Num, periods[k].ratio.Den)
		dens[k] *= den
	}
	f := newFactors(num, 2, t.Rounding)
	f.times, f.safe, f.dens, f.mode = uint64(rate), 0, dens, t.Rounding
	if rate == 0 {
		clear(num)
	}
	return f
}

// lowTerms returns a fraction in low terms, the denominator at least 2.
func lowTerms(num, den int64) (int64, int64) {
	common := greatestCommonDivisor(num, den)
	if common == den {
		return 2 * (num / den), 2
	}
	return num / common, den / common
}

// greatestCommonDivisor stays out of line: no search runs through it, and inlined its
// divisions weigh more than anything else in the browser.
//
//go:noinline
func greatestCommonDivisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
