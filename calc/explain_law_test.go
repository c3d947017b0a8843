package calc

import (
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

// A sentence is read back as a person would who holds a pocket calculator: its dates
// and figures are those of its step, its expressions give what it says they give,
// and it rounds as it says that it rounds.

// rounds is how many random requests are asked for their working.
func rounds(long int) int {
	if testing.Short() {
		return 300
	}
	return long
}

func TestAssessmentsExplainThemselves(t *testing.T) {
	told := map[string]int{}
	for seed := range rounds(4_000) {
		random := rand.New(rand.NewPCG(uint64(seed), 21))
		request := randomHistory(random)
		if request.Explain, request.Ageing = true, random.IntN(2) == 0; random.IntN(3) == 0 {
			request.Allocation = nil
		}
		if random.IntN(3) == 0 {
			request.ItemizeFrom = request.Entries[0].Date + civil.Date(random.IntN(30))
		}
		request.AsOf -= civil.Date(random.IntN(20))
		answer, problems := assess(&request)
		if len(problems) > 0 {
			continue
		}
		r := reader{t: t, currency: request.Currency, told: told, request: string(appendAssessRequest(nil, &request))}
		r.read(answer.Working)
		r.figures(Do("assess", []byte(r.request)).Body, answer.Working)
		r.components(answer.Working)
		for i := range answer.Working {
			r.stretch(&request, &answer.Working[i])
		}
	}
	for _, kind := range [...]StepKind{AccrualStep, LateFeeStep, EntryStep, PaymentStep, SumStep, OverdueStep, PerDiemStep} {
		require.Greater(t, told[string(kind)], 50, kind)
	}
	for _, figure := range [...]string{"#/claim/bucket", "#/allocation_range/lowest/total", "#/ignored", "#/itemization/total", "#/claim/credit"} {
		require.Positive(t, told[figure], figure)
	}
}

func TestQuotesExplainThemselves(t *testing.T) {
	told := map[string]int{}
	for seed := range rounds(6_000) {
		request := randomQuote(rand.New(rand.NewPCG(uint64(seed), 22)))
		text := string(appendQuoteRequest(nil, &request))
		answer, problems := quote(&request)
		if len(problems) > 0 {
			told["refused"]++
			continue
		}
		r := reader{t: t, currency: request.Currency, told: told, request: text}
		r.read(answer.Working)
		r.figures(Do("quote", []byte(text)).Body, answer.Working)
		r.periods(&request, answer.Working)
		r.worth(&request, &answer)
		told["asked"]++
	}
	require.Greater(t, told["asked"], told["refused"])
	for _, kind := range [...]StepKind{InstalmentStep, WaiveStep, PaymentFoundStep, PresentValueStep, RecoveryStep, BreachStep, AverageLifeStep, SolvedStep, LastDateStep} {
		require.Greater(t, told[string(kind)], 20, kind)
	}
	for _, figure := range [...]string{"#/rate", "#/plan/deposit/amount", "#/cost_statement/all_in", "#/after_deadline/owed", "#/plan/totals/fees", "deferred", "whole", "fee share"} {
		require.Positive(t, told[figure], figure)
	}
	require.Less(t, told["without arithmetic"], told[string(InstalmentStep)]/100)
}

// reader reads the working of one answer back.
type reader struct {
	t        *testing.T
	currency money.Currency
	told     map[string]int
	request  string
}

var (
	englishDate = regexp.MustCompile(`(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})`)
	chineseDate = regexp.MustCompile(`(\d{4})年(\d{1,2})月(\d{1,2})日`)
	thousands   = regexp.MustCompile(`(\d),(\d{3})`)
	numbers     = regexp.MustCompile(`-?\d+(?:\.\d+)?(?:/\d+)?`)
	expressions = regexp.MustCompile(`(-?\d+(?:\.\d+)?(?:/\d+)?(?: [×+−÷] -?\d+(?:\.\d+)?(?:/\d+)?)+)(?: ([=≈]) (-?\d+(?:\.\d+)?))?`)
	roundsTo    = regexp.MustCompile(`(rounded half up to|rounded half to even to|cut down to|rounded up to|四舍五入为|四舍六入五成双为|舍去尾数为|进位为) ?(-?\d+(?:\.\d+)?)`)
	modes       = map[string]string{
		"rounded half up to": "half_up", "rounded half to even to": "half_even", "cut down to": "down", "rounded up to": "up",
		"四舍五入为": "half_up", "四舍六入五成双为": "half_even", "舍去尾数为": "down", "进位为": "up",
	}
	monthNames = strings.Fields("January February March April May June July August September October November December")
)

// dates takes the dates out of a sentence.
func dates(sentence string, chinese bool) (rest string, found []civil.Date) {
	pattern := englishDate
	if chinese {
		pattern = chineseDate
	}
	rest = pattern.ReplaceAllStringFunc(sentence, func(text string) string {
		m := pattern.FindStringSubmatch(text)
		year, month, day := m[3], slices.Index(monthNames, m[2])+1, m[1]
		if chinese {
			year, day = m[1], m[3]
			month, _ = strconv.Atoi(m[2])
		}
		date := civil.MustParse(year + "-" + two(strconv.Itoa(month)) + "-" + two(day))
		found = append(found, date)
		return "on that day"
	})
	return rest, found
}

func two(digits string) string { return ("0" + digits)[len(digits)-1:] }

// read holds each step against its sentences.
func (r *reader) read(steps []Step) {
	for i := range steps {
		step := &steps[i]
		r.told[string(step.Kind)]++
		r.told[step.Figure]++
		if step.Kind == FindingStep {
			continue // quotes what the findings say
		}
		var said [2][]string
		for language, sentence := range [2]string{step.EN, step.ZH} {
			rest, found := dates(sentence, language == 1)
			for _, date := range found {
				require.True(r.t, date == step.From || date == step.To, "%s\n%s", sentence, r.request)
			}
			for thousands.MatchString(rest) {
				rest = thousands.ReplaceAllString(rest, "$1$2")
			}
			rest = strings.NewReplacer("元（CNY）", "", " "+string(r.currency), "", "：", ": ", "，", ", ", "。", ". ").Replace(rest)
			said[language] = numbers.FindAllString(rest, -1)
			slices.Sort(said[language])
			r.known(step, rest, sentence)
			if step.Kind != PresentValueStep && step.Kind != AverageLifeStep {
				r.arithmetic(step, rest, sentence)
			}
		}
		require.Equal(r.t, said[0], said[1], "%s\n%s", step.EN, step.ZH)
	}
}

// known holds each figure of a sentence against the fields of its step.
func (r *reader) known(step *Step, rest, sentence string) {
	known := strings.Fields(strings.Join([]string{
		step.Base, step.Rounded, step.Rate, step.Unrounded, strings.Trim(step.Sum, "("), strconv.Itoa(step.N), strconv.Itoa(step.Days), step.Rule,
	}, " "))
	if step.Ratio != nil {
		known = append(known, strings.TrimSuffix(step.Ratio.String(), "/1"))
	}
	known = append(known, numbers.FindAllString(step.Sum+" "+step.Rule, -1)...)
	for _, at := range numbers.FindAllStringIndex(rest, -1) {
		figure := rest[at[0]:at[1]]
		if strings.HasPrefix(rest[at[1]:], "%") && step.Kind != AnnualRateStep {
			hundredth := new(big.Rat).Quo(rational(r.t, figure), big.NewRat(100, 1))
			require.Zero(r.t, hundredth.Cmp(rational(r.t, step.Rate)), sentence)
			continue
		}
		if step.Kind == AverageLifeStep && figure == "365" {
			continue
		}
		require.Contains(r.t, known, figure, "%s\n%s", sentence, r.request)
	}
}

// arithmetic works the expressions of a sentence out.
func (r *reader) arithmetic(step *Step, rest, sentence string) {
	places, _ := r.currency.Digits()
	for _, at := range expressions.FindAllStringSubmatchIndex(rest, -1) {
		value := worked(r.t, rest[at[2]:at[3]])
		after := rest[at[1]:]
		if at[4] >= 0 {
			result := rest[at[6]:at[7]]
			stated := rational(r.t, result)
			switch {
			case rest[at[4]:at[5]] == "=":
				require.Zero(r.t, value.Cmp(stated), "%s\n%s", sentence, r.request)
			case step.Kind == RecoveryStep:
				require.Equal(r.t, result, rounded(value, 10, "down"), sentence)
			default:
				require.Equal(r.t, result, rounded(value, 10, "half_up"), sentence)
			}
		}
		if m := roundsTo.FindStringSubmatch(after); m != nil {
			require.Equal(r.t, string(step.Rounding), modes[m[1]], sentence)
			require.Equal(r.t, m[2], rounded(value, places, modes[m[1]]), "%s\n%s", sentence, r.request)
		} else {
			require.GreaterOrEqual(r.t, at[4], 0, "no result: %s", sentence)
		}
		r.told["expressions"]++
	}
}

func rational(t *testing.T, text string) *big.Rat {
	value, ok := new(big.Rat).SetString(text)
	require.True(t, ok, text)
	return value
}

// worked works out + and − of products and quotients.
func worked(t *testing.T, text string) *big.Rat {
	words := strings.Fields(text)
	total, product, sign := new(big.Rat), rational(t, words[0]), int64(1)
	for i := 1; i < len(words); i += 2 {
		next := rational(t, words[i+1])
		switch words[i] {
		case "×":
			product.Mul(product, next)
			continue
		case "÷":
			product.Quo(product, next)
			continue
		}
		total.Add(total, product.Mul(product, big.NewRat(sign, 1)))
		product, sign = next, 1
		if words[i] == "−" {
			sign = -1
		}
	}
	return total.Add(total, product.Mul(product, big.NewRat(sign, 1)))
}

// rounded rounds a number, not below zero or by halves up, to some places.
func rounded(value *big.Rat, places int, mode string) string {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	scaled := new(big.Rat).Mul(value, new(big.Rat).SetInt(power))
	whole, rest := new(big.Int).DivMod(scaled.Num(), scaled.Denom(), new(big.Int))
	half := new(big.Int).Lsh(rest, 1).Cmp(scaled.Denom())
	up := half >= 0
	switch mode {
	case "half_even":
		up = half > 0 || half == 0 && whole.Bit(0) == 1
	case "down":
		up = false
	case "up":
		up = rest.Sign() > 0
	}
	if up {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(whole, power).FloatString(places)
}
