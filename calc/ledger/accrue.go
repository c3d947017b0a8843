package ledger

import (
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

const (
	// workingPlaces is how many decimals an unrounded figure is printed with.
	workingPlaces = 10
	// guardPlaces is how far a quotient is carried before it is rounded to money.
	// A figure is a whole multiple of 1/(10^23 × 365 × 366), with a rate of 20 decimals
	// when it is a multiple of another, so it either is a tie at three minor digits
	// or is more than 1e-29 away from one: 32 places decide it.
	guardPlaces = 32
)

// accrual is one interest rule at work.
type accrual struct {
	rule *Rule
	// root is the rule whose rate it follows, times over, and -1 when there is none;
	// rate is what it comes to, never above a cap.
	root   int
	times  decimal.Decimal
	rate   money.Rate
	capped bool
	// den is the number of units that the day count gives a year.
	den decimal.Decimal
	// paused counts the pauses that it is in; stopped is for good.
	paused  int
	stopped bool
	// anniversaries counts the days on which it compounds by itself.
	anniversaries int

	// since is where the running stretch began, and base what bears interest in it.
	since civil.Date
	base  money.Amount
	// working is the sum of the interest since the last rounding, times den;
	// rounded is what of it stands in lines already, and posted what of that is posted.
	working         decimal.Decimal
	rounded, posted money.Amount
	// ever is the sum of all its lines.
	ever money.Amount
	// bearing is unpaid interest that bears interest itself.
	bearing money.Amount
	bears

	// joined tells that the base has changed by nothing but daily compounding, by
	// grown so far today, since its line, of which written is the unrounded sum times den.
	joined  bool
	grown   money.Amount
	line    int
	written decimal.Decimal
}

func (r *Replay) newAccrual(index int) accrual {
	rule := &r.Rules[index]
	a := accrual{rule: rule, root: -1}
	if rule.Kind != Accrual {
		return a
	}
	a.dated = rule.dated()
	a.den = decimal.New(rule.DayCount.Year(), 0)
	if root, times, ok := FollowRate(r.Rules, index); ok {
		a.root, a.times = root, times
		a.setRate(r.Rules[root].Rate)
	}
	return a
}

// setRate lets the rule follow a rate, never above its cap.
func (a *accrual) setRate(root *money.Rate) {
	if root == nil {
		return
	}
	a.rate = money.Rate{Value: root.Value.Mul(a.times), Per: root.Per}
	a.capped = false
	// Two rates by other units of time are compared by a day of a common year.
	units := a.rule.DayCount.DayUnits(civil.MinDate)
	if limit := a.rule.Cap; limit != nil && limit.Rate != nil && a.oneDay(*limit.Rate, units).LessThan(a.oneDay(a.rate, units)) {
		a.rate, a.capped = *limit.Rate, true
	}
}

// oneDay is the interest on one unit of money of one day, which has so many units
// of the day count, times den.
func (a *accrual) oneDay(rate money.Rate, units int64) decimal.Decimal {
	_, parts := a.time(rate.Per, 1, units)
	return rate.Value.Mul(decimal.New(parts, 0))
}

// time is a number of days, which are a number of units of the day count, in units
// of a rate: as a ratio, and times den.
func (a *accrual) time(per money.Per, days, units int64) (ratio civil.Ratio, parts int64) {
	year := a.rule.DayCount.Year()
	switch per {
	case money.PerDay:
		return civil.Ratio{Num: days, Den: 1}, days * year
	case money.PerMonth:
		return civil.Ratio{Num: 12 * units, Den: year}, 12 * units
	default:
		return civil.Ratio{Num: units, Den: year}, units
	}
}

// stretch is interest that was measured and is in no line yet.
type stretch struct {
	line Line
	// working is the interest, times den.
	working decimal.Decimal
}

// measure tells what a base bears from one date to another; days that the day
// count does not count bear nothing and make no stretch.
func (r *Replay) measure(a *accrual, from, to civil.Date, base money.Amount) (s stretch, some bool) {
	if base == 0 || to <= from {
		return s, false
	}
	days := int64(a.rule.DayCount.Days(from, to))
	if days == 0 {
		return s, false
	}
	r.measured++
	ratio, parts := a.time(a.rate.Per, days, a.rule.DayCount.Units(from, to))
	s.line = Line{
		Rule: a.rule.Name, Into: a.rule.Into, From: from, To: to, Days: int(days), Ratio: ratio,
		Base: base, Rate: a.rate.Value.String(), Paused: a.paused > 0, Capped: a.capped && a.paused == 0,
	}
	if a.rule.Multiple != nil {
		s.line.MultipleOf = a.rule.Multiple.Of
	}
	if a.paused > 0 {
		return s, true
	}
	s.working = r.Currency.Decimal(base).Mul(a.rate.Value).Mul(decimal.New(parts, 0))
	if limit := a.rule.Cap; limit != nil && limit.PerDay != nil {
		most := r.Currency.Decimal(*limit.PerDay).Mul(a.den).Mul(decimal.New(days, 0))
		if most.LessThan(s.working) {
			s.working, s.line.Capped = most, true
		}
	}
	return s, true
}

// book writes the line of a stretch.
func (r *Replay) book(index int, s stretch) error {
	a := &r.accruals[index]
	fault := &TooLargeError{Entry: -1, Rule: index}
	if r.measured-r.merged > mostLines {
		return &TooManyLinesError{Rule: index}
	}
	room, limited := r.room(a)
	if a.rule.RoundEach == RoundEachDay {
		days := decimal.New(int64(s.line.Days), 0)
		day, err := r.Currency.Round(s.working.DivRound(a.den.Mul(days), guardPlaces), a.rule.Rounding)
		if err == nil {
			s.line.Amount, err = r.Currency.Round(r.Currency.Decimal(day).Mul(days), money.Down)
		}
		if err != nil || a.rounded+s.line.Amount > money.MaxAmount {
			return fault
		}
		if limited && s.line.Amount > room {
			s.line.Amount, s.line.Capped = room, true
		}
	} else {
		a.working = a.working.Add(s.working)
		if limited {
			// Held down before it is rounded: where a stretch ends does not matter then.
			if most := r.Currency.Decimal(a.rounded + room).Mul(a.den); most.LessThan(a.working) {
				a.working, s.line.Capped = most, true
			}
		}
		whole, err := r.Currency.Round(a.working.DivRound(a.den, guardPlaces), a.rule.Rounding)
		if err != nil {
			return fault
		}
		s.line.Amount = whole - a.rounded
	}
	a.rounded += s.line.Amount
	a.ever = min(a.ever+s.line.Amount, money.MaxAmount)
	r.write(a, s)
	return nil
}

// write adds a line, or goes on with the last one of the rule when only daily
// compounding came in between.
func (r *Replay) write(a *accrual, s stretch) {
	daily := a.rule.Compounds == Daily
	if daily && a.joined {
		if last := &r.lines[a.line]; last.To == s.line.From && last.Capped == s.line.Capped {
			last.To = s.line.To
			last.Days += s.line.Days
			last.Ratio.Num += s.line.Ratio.Num
			last.Amount += s.line.Amount
			last.CompoundedDaily = true
			a.written = a.written.Add(s.working)
			r.merged++
			return
		}
	}
	r.finish(a)
	a.joined, a.line, a.written = daily, len(r.lines), s.working
	s.line.Unrounded = s.working.DivRound(a.den, workingPlaces).StringFixed(workingPlaces)
	r.lines = append(r.lines, s.line)
}

// finish prints the unrounded figure of a line that went on.
func (r *Replay) finish(a *accrual) {
	if a.rule.Compounds == Daily && a.line < len(r.lines) && r.lines[a.line].CompoundedDaily && r.lines[a.line].Rule == a.rule.Name {
		r.lines[a.line].Unrounded = a.written.DivRound(a.den, workingPlaces).StringFixed(workingPlaces)
	}
}

// room returns how much a rule may still charge under the caps on its whole history.
func (r *Replay) room(a *accrual) (room money.Amount, limited bool) {
	limit := a.rule.Cap
	if limit == nil || limit.Total == nil && limit.ShareOfPrincipal == nil {
		return 0, false
	}
	room = money.MaxAmount
	if limit.Total != nil {
		room = *limit.Total
	}
	if limit.ShareOfPrincipal != nil {
		posted := r.totals.borrowed.since(tally{}, money.MaxAmount)
		share, err := r.Currency.Round(r.Currency.Decimal(posted).Mul(*limit.ShareOfPrincipal), money.Down)
		if err == nil {
			room = min(room, share)
		}
	}
	return max(room-a.ever, 0), true
}

// endShares ends the stretches that are capped by a share of the principal, which
// is about to grow: the days up to now are under the cap as it was.
func (r *Replay) endShares() error {
	for i := range r.accruals {
		if limit := r.accruals[i].rule.Cap; limit != nil && limit.ShareOfPrincipal != nil {
			if err := r.endStretch(i, r.now); err != nil {
				return err
			}
		}
	}
	return nil
}

// baseNow returns what bears interest under the rule.
func (a *accrual) baseNow(r *Replay) money.Amount {
	if a.stopped {
		return 0
	}
	base := a.bearing + a.bears.sum
	if !a.dated {
		for _, c := range a.rule.On {
			base += *r.balances.At(c)
		}
	}
	return base
}

// rebase ends the stretch of every rule whose base has changed.
func (r *Replay) rebase(date civil.Date) error {
	r.principal.change(date, r.balances.Principal)
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.rule.Kind != Accrual {
			continue
		}
		if base := a.baseNow(r); base != a.base {
			if err := r.endStretch(i, date); err != nil {
				return err
			}
			a.joined = a.joined && base-a.base == a.grown
			a.base = base
		}
		a.grown = 0
	}
	return nil
}

// endStretch writes the line of a rule from the end of its last stretch to date.
func (r *Replay) endStretch(index int, date civil.Date) error {
	a := &r.accruals[index]
	from := a.since
	a.since = max(date, a.since)
	if from == 0 {
		return nil
	}
	if s, some := r.measure(a, from, date, a.base); some {
		return r.book(index, s)
	}
	return nil
}

// post bills what a rule has accrued before date.
func (r *Replay) post(index int, date civil.Date) error {
	a := &r.accruals[index]
	if a.rule.Kind != Accrual {
		return nil
	}
	if err := r.endStretch(index, date); err != nil {
		return err
	}
	amount := a.rounded - a.posted
	a.posted = a.rounded
	if a.rule.RoundEach != RoundAtEnd {
		a.working, a.rounded, a.posted = decimal.Zero, 0, 0
	}
	into := a.rule.Into
	forgiven := min(amount, *r.forgiven.At(into))
	*r.forgiven.At(into) -= forgiven
	r.totals.add(into, forgiven)
	if into != Costs {
		r.charged += forgiven
	}
	return r.charge(into, amount-forgiven, &TooLargeError{Entry: -1, Rule: index})
}

// postAll bills what every rule has accrued before date.
func (r *Replay) postAll(date civil.Date) error {
	for i := range r.accruals {
		if err := r.post(i, date); err != nil {
			return err
		}
	}
	return nil
}

// compound lets the unpaid sum of the rule's component bear interest.
func (a *accrual) compound(r *Replay) {
	bearing := *r.balances.At(a.rule.Into)
	a.grown += bearing - a.bearing
	a.bearing = bearing
}

// paid takes what a payment met from the interest that bears interest, oldest first.
func (a *accrual) paid(c Component, met money.Amount) {
	if c == a.rule.Into {
		a.bearing = max(a.bearing-met, 0)
	}
}

// changeRate gives a rule, and all that follow it, another rate.
func (r *Replay) changeRate(entry *Entry) error {
	root := RuleNamed(r.Rules, entry.Rule)
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.root < 0 || a.root != root {
			continue
		}
		if err := r.split(i); err != nil {
			return err
		}
		a.setRate(entry.Rate)
	}
	return nil
}

// split ends what runs under a rule today, so that it goes on under other terms.
func (r *Replay) split(index int) error {
	a := &r.accruals[index]
	for k := range a.waiting {
		r.extend(a, &a.waiting[k])
	}
	err := r.endStretch(index, r.now)
	a.joined = false
	return err
}

// pause stops rules for some days.
func (r *Replay) pause(entry *Entry) error {
	for i := range r.Rules {
		if len(entry.Rules) > 0 && !slices.Contains(entry.Rules, r.Rules[i].Name) {
			continue
		}
		if err := r.split(i); err != nil {
			return err
		}
		r.accruals[i].paused++
		r.agenda.push(entry.To, resumeStep, i)
	}
	return nil
}

func (r *Replay) resume(index int) error {
	err := r.split(index)
	r.accruals[index].paused--
	return err
}

// principalDays adds up principal × days, without rounding.
type principalDays struct {
	since   civil.Date
	balance money.Amount
	total   decimal.Decimal
}

func (p *principalDays) until(date civil.Date) {
	if p.balance != 0 && date > p.since {
		p.total = p.total.Add(decimal.New(int64(p.balance), 0).Mul(decimal.New(int64(date-p.since), 0)))
	}
	p.since = date
}

func (p *principalDays) change(date civil.Date, balance money.Amount) {
	if balance != p.balance {
		p.until(date)
		p.balance = balance
	}
}

// sum returns the total in major units of the currency.
func (p *principalDays) sum(c money.Currency) decimal.Decimal {
	digits, _ := c.Digits()
	return p.total.Shift(-int32(digits))
}
