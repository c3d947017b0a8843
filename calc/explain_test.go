package calc_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
	"parley/calc/money"
)

// explained is a golden case asked for its working.
type explained struct {
	file, op        string
	currency        money.Currency
	plain, answered map[string]json.RawMessage
	steps           []calc.Step
}

// eachExplained asks every golden case that has an answer for its working.
func eachExplained(t *testing.T, check func(*testing.T, explained)) {
	files, err := filepath.Glob("testdata/cases/*/*.json")
	require.NoError(t, err)
	asked := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var c struct {
			Op      string
			Request map[string]json.RawMessage
		}
		if json.Unmarshal(text, &c) != nil || c.Op != "assess" && c.Op != "quote" && c.Op != "apr" {
			continue
		}
		delete(c.Request, "explain")
		request, _ := json.Marshal(c.Request)
		plain := calc.Do(c.Op, request)
		if plain.Failed {
			continue
		}
		asked++
		reply := calc.Do(c.Op, append(bytes.TrimSuffix(request, []byte("}")), `,"explain":true}`...))
		require.False(t, reply.Failed, file)
		x := explained{file: file, op: c.Op, currency: "CNY"}
		if len(c.Request["currency"]) > 0 {
			require.NoError(t, json.Unmarshal(c.Request["currency"], &x.currency))
		}
		require.NoError(t, json.Unmarshal(plain.Body, &x.plain))
		require.NoError(t, json.Unmarshal(reply.Body, &x.answered))
		require.NoError(t, json.Unmarshal(stepsText(x.answered["working"]), &x.steps), file)
		t.Run(filepath.Base(file), func(t *testing.T) { check(t, x) })
	}
	assert.Greater(t, asked, 50)
}

var quotedDates = regexp.MustCompile(`"(from|to)":"[^"]*",?|"ratio":"[^"]*",?`)

// stepsText leaves out what encoding/json does not read by itself.
func stepsText(working json.RawMessage) []byte {
	return bytes.ReplaceAll(quotedDates.ReplaceAll(working, nil), []byte(",}"), []byte("}"))
}

func TestExplainChangesNothingElse(t *testing.T) {
	eachExplained(t, func(t *testing.T, x explained) {
		delete(x.answered, "working")
		assert.Equal(t, x.plain, x.answered)
		assert.NotEmpty(t, x.steps)
	})
}

var figures = regexp.MustCompile(`-?[0-9][0-9,]*(\.[0-9]+)?`)

// evaluated works out an expression of +, − and × from left to right, × first.
func evaluated(t *testing.T, text string) decimal.Decimal {
	total, sign, product := decimal.Zero, decimal.NewFromInt(1), decimal.NewFromInt(1)
	for _, word := range strings.Fields(text + " +") {
		switch word {
		case "×":
		case "+", "−":
			total = total.Add(product.Mul(sign))
			product, sign = decimal.NewFromInt(1), decimal.NewFromInt(1)
			if word == "−" {
				sign = sign.Neg()
			}
		default:
			value, err := decimal.NewFromString(word)
			require.NoError(t, err, text)
			product = product.Mul(value)
		}
	}
	return total
}

func TestStepsAddUp(t *testing.T) {
	eachExplained(t, func(t *testing.T, x explained) {
		for _, step := range x.steps {
			switch {
			case step.Sum == "" || step.Kind == calc.RecoveryStep || step.Kind == calc.PerDiemStep || step.Kind == calc.PresentValueStep:
			case step.Kind == calc.LateFeeStep:
				assert.True(t, evaluated(t, step.Sum).Equal(decimal.RequireFromString(step.Unrounded)), step.EN)
			default:
				assert.True(t, evaluated(t, step.Sum).Equal(decimal.RequireFromString(step.Rounded)), step.EN)
			}
			if strings.Contains(step.EN, ", rounded half up to ") && step.Unrounded != "" {
				rounded, err := x.currency.Round(decimal.RequireFromString(step.Unrounded), money.HalfUp)
				require.NoError(t, err)
				assert.Equal(t, step.Rounded, x.currency.Text(rounded), step.EN)
			}
		}
	})
}

var periodInterest = regexp.MustCompile(`: ([0-9.]+) × ([0-9]+)(?:/([0-9]+))?(?: × ([0-9.]+))? ?[=≈]? ?([0-9.]*)`)

// The arithmetic that a sentence shows is worked out from the sentence itself.
func TestSentencesHold(t *testing.T) {
	held := 0
	eachExplained(t, func(t *testing.T, x explained) {
		for _, step := range x.steps {
			for _, sentence := range [2]string{step.EN, strings.ReplaceAll(step.ZH, "：", ": ")} {
				shown := periodInterest.FindStringSubmatch(sentence)
				if shown == nil || step.Base == "" || step.Kind != calc.AccrualStep && step.Kind != calc.InstalmentStep || strings.Contains(step.EN, "cap of") {
					continue
				}
				value := decimal.RequireFromString(shown[1]).Mul(decimal.RequireFromString(shown[2]))
				if shown[4] != "" {
					value = value.Mul(decimal.RequireFromString(shown[4]))
				}
				if shown[3] != "" {
					value = value.DivRound(decimal.RequireFromString(shown[3]), 32)
				}
				held++
				if step.Kind == calc.AccrualStep {
					assert.Equal(t, step.Unrounded, value.StringFixed(10), sentence)
					continue
				}
				rounded, err := x.currency.Round(value, step.Rounding)
				require.NoError(t, err)
				assert.Equal(t, step.Rounded, x.currency.Text(rounded), sentence)
			}
		}
	})
	assert.Greater(t, held, 300)
}

// Both languages say the same figures, and each the recorded result.
func TestSentencesSayTheRecordedFigures(t *testing.T) {
	eachExplained(t, func(t *testing.T, x explained) {
		for _, step := range x.steps {
			require.NotEmpty(t, step.EN)
			require.NotEmpty(t, step.ZH)
			assert.NotContains(t, step.EN+step.ZH, "%!")
			if step.Rounded == "" || step.Kind == calc.FindingStep || step.Kind == calc.PauseStep {
				continue
			}
			for _, sentence := range [2]string{step.EN, step.ZH} {
				found := figures.FindAllString(sentence, -1)
				for i := range found {
					found[i] = strings.ReplaceAll(found[i], ",", "")
				}
				assert.Contains(t, found, step.Rounded, sentence)
				if step.Base != "" && step.Kind != calc.FlowStep {
					assert.Contains(t, found, step.Base, sentence)
				}
			}
		}
	})
}
