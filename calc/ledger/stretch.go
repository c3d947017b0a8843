package ledger

import (
	"math/big"
	"math/bits"

	"parley/calc/civil"
	"parley/calc/money"
)

// stretch is interest that was measured and is in no line yet.
type stretch struct {
	line Line
	// working is the interest, in the units of the rule's scale.
	working big.Int
}

// measure tells what a base bears from one date to another, in a stretch that was
// zero; days that the day count does not count bear nothing and make no stretch.
func (r *Replay) measure(s *stretch, a *accrual, from, to civil.Date, base money.Amount) (some bool) {
	if base == 0 || to <= from {
		return false
	}
	days := int64(a.rule.DayCount.Days(from, to))
	if days == 0 {
		return false
	}
	r.measured++
	if r.used == len(r.words) {
		r.words, r.used = make([]big.Word, 4*min(len(r.Entries)+1, 64)), 0
	}
	room := r.words[r.used : r.used : r.used+4] // enough for all but the rarest
	r.used += 4
	ratio, parts := a.time(a.rate.Per, days, a.rule.DayCount.Units(from, to))
	s.line = Line{
		Rule: a.rule.Name, Into: a.rule.Into, From: from, To: to, Days: int(days), Ratio: ratio,
		Base: base, Rate: a.text, Per: a.rate.Per, Paused: a.paused > 0, Capped: a.capped && a.paused == 0,
	}
	if a.rule.Multiple != nil {
		s.line.MultipleOf = a.rule.Multiple.Of
	}
	if a.paused > 0 {
		return true
	}
	high, low := bits.Mul64(uint64(base), uint64(parts))
	if bits.UintSize == 64 && base > 0 && parts > 0 && high == 0 && a.coefficient.IsUint64() {
		high, low = bits.Mul64(low, a.coefficient.Uint64())
		s.working.SetBits(append(room, big.Word(low), big.Word(high)))
	} else {
		s.working.SetBits(room).Mul(s.working.SetInt64(int64(base)), r.factor.SetInt64(parts))
		s.working.Mul(&s.working, a.coefficient)
	}
	if limit := a.rule.Cap; limit != nil && limit.PerDay != nil {
		most := a.of(*limit.PerDay)
		if most.Mul(most, r.factor.SetInt64(days)); most.Cmp(&s.working) < 0 {
			s.working, s.line.Capped = *most, true
		}
	}
	return true
}

// book writes the line of a stretch.
func (r *Replay) book(index int, s *stretch) error {
	a := &r.accruals[index]
	if r.measured-r.merged > mostLines {
		return &TooManyLinesError{Rule: index}
	}
	room, limited := r.room(a)
	if a.rule.RoundEach == RoundEachDay {
		days := money.Amount(s.line.Days)
		day, err := r.quotient.Round(&s.working, r.factor.Mul(a.unit, big.NewInt(int64(days))), a.rule.Rounding)
		if err != nil || day > money.MaxAmount/days || a.rounded+day*days > money.MaxAmount {
			return &TooLargeError{Entry: -1, Rule: index}
		}
		s.line.Amount = day * days
		if limited && s.line.Amount > room {
			s.line.Amount, s.line.Capped = room, true
		}
	} else {
		a.working.Add(&a.working, &s.working)
		if limited {
			// Held down before it is rounded: where a stretch ends does not matter then.
			if most := a.of(a.rounded + room); most.Cmp(&a.working) < 0 {
				a.working.Set(most)
				s.line.Capped = true
			}
		}
		whole, err := r.quotient.Round(&a.working, a.unit, a.rule.Rounding)
		if err != nil {
			return &TooLargeError{Entry: -1, Rule: index}
		}
		s.line.Amount = whole - a.rounded
	}
	s.line.Index = index
	a.rounded += s.line.Amount
	a.ever = min(a.ever+s.line.Amount, money.MaxAmount)
	r.write(a, s)
	return nil
}

// write adds a line, or goes on with the last one of the rule when only daily
// compounding came in between.
func (r *Replay) write(a *accrual, s *stretch) {
	daily := a.rule.Compounds == Daily
	if daily && a.joined {
		if last := &r.lines[a.line]; last.To == s.line.From && last.Capped == s.line.Capped {
			last.To = s.line.To
			last.Days += s.line.Days
			last.Ratio.Num += s.line.Ratio.Num
			last.Amount += s.line.Amount
			last.CompoundedDaily = true
			a.written.Add(&a.written, &s.working)
			r.merged++
			return
		}
	}
	r.finish(a)
	if a.joined, a.line = daily, len(r.lines); daily {
		a.written.Set(&s.working)
	}
	s.line.Unrounded = r.figures.print(&a.scale, &s.working, &r.quotient)
	r.lines = append(r.lines, s.line)
}

// finish prints the unrounded figure of a line that went on.
func (r *Replay) finish(a *accrual) {
	if a.rule.Compounds == Daily && a.line < len(r.lines) && r.lines[a.line].CompoundedDaily && r.lines[a.line].Rule == a.rule.Name {
		r.lines[a.line].Unrounded = r.figures.print(&a.scale, &a.written, &r.quotient)
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
