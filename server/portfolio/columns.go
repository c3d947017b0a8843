package portfolio

import (
	"regexp"
	"strings"
)

// The columns of a table, by the names that the engine has for them.
var (
	ownColumns    = []string{"as_of", "currency", "pack", "contract_date", "segment", "hardship"}
	owedColumns   = []string{"principal", "interest", "penalty", "compound", "fees", "costs"}
	budgetColumns = []string{"per_period", "deposit", "deposit_due", "earliest", "latest_finish", "total_cap", "payday"}
)

// chineseHeads are the heads of columns that are known in Chinese.
var chineseHeads = map[string]string{
	"编号": "reference", "账户编号": "reference", "账户": "reference",
	"本金": "principal", "利息": "interest", "罚息": "penalty", "复利": "compound",
	"违约金": "fees", "费用": "fees", "追讨费用": "costs", "实现债权的费用": "costs",
	"逾期日": "oldest_due", "最早逾期日": "oldest_due", "每月可还": "per_period", "首付款": "deposit",
	"发薪日": "payday", "最早还款日": "earliest", "最晚还清日": "latest_finish", "总额上限": "total_cap",
	"分类": "segment", "困难": "hardship", "币种": "currency", "截至": "as_of", "规则": "pack",
}

var betweenWords = regexp.MustCompile(`[\s-]+`)

// columnOf is the name of a column by its head.
func columnOf(head string) string {
	head = strings.TrimSpace(narrow(head))
	if name, known := chineseHeads[head]; known {
		return name
	}
	return betweenWords.ReplaceAllString(strings.ToLower(head), "_")
}

// narrow turns the wide forms of ASCII, as Chinese input methods write them, into
// ASCII.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '！' <= r && r <= '～':
			return r - '！' + '!'
		case r == '　' || r == '\u00a0':
			return ' '
		case r == '￥':
			return '¥'
		}
		return r
	}, text)
}

var (
	aroundAmount  = regexp.MustCompile(`[\s_'’]`)
	currencySigns = regexp.MustCompile(`(?i)^(?:CNY|RMB|人民币|CN¥|HK\$|US\$|[A-Z]{3}|[¥$€£₹])|(?:人民币|[元圆块]|[A-Z]{3}|[€£])$`)
	grouped       = regexp.MustCompile(`^\d{1,4}(?:,\d{2,4})*,\d{3,4}(?:\.\d*)?$`)
	plainNumber   = regexp.MustCompile(`^-?(?:\d+\.?\d*|\.\d+)$`)
	countUnit     = regexp.MustCompile(`(?i)\s*(?:个?月|期|months?|payments?)$`)
	wholeNumber   = regexp.MustCompile(`^\d+$`)
	yearFirst     = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$`)
	isTrue        = regexp.MustCompile(`^(?i:true|yes|1|是)$`)
	isFalse       = regexp.MustCompile(`^(?i:false|no|0|否)$`)
)

var chineseUnits = map[string]int{"千": 3, "万": 4, "亿": 8}

// amountOf reads an amount as people write it, as the page does: "１,２３４．５０ 元" is
// "1234.50" and "1.2万" is "12000". Characters are moved and nothing is computed;
// what is not understood stays, and the engine says what it wanted.
func amountOf(typed string) string {
	text := aroundAmount.ReplaceAllString(narrow(typed), "")
	text = strings.NewReplacer("。", ".", "、", ",").Replace(text)
	text = currencySigns.ReplaceAllString(currencySigns.ReplaceAllString(text, ""), "")
	text = strings.TrimPrefix(text, "+")
	places := 0
	for unit, worth := range chineseUnits {
		if rest, has := strings.CutSuffix(text, unit); has {
			text, places = rest, worth
			break
		}
	}
	if grouped.MatchString(text) {
		text = strings.ReplaceAll(text, ",", "")
	}
	if !plainNumber.MatchString(text) {
		return strings.TrimSpace(typed)
	}
	return shift(text, places)
}

// shift moves the point of a plain number to the right, and drops zeros that say
// nothing before it.
func shift(number string, places int) string {
	digits, negative := strings.CutPrefix(number, "-")
	whole, part, _ := strings.Cut(digits, ".")
	moved := whole + part + strings.Repeat("0", max(places-len(part), 0))
	point := len(whole) + places
	text := strings.TrimLeft(moved[:point], "0")
	if text == "" {
		text = "0"
	}
	if right := moved[point:]; right != "" {
		text += "." + right
	}
	if negative {
		text = "-" + text
	}
	return text
}

// dateOf reads a day as spreadsheets write it: 2026/7/5 is 2026-07-05. A day without
// its year in front is not guessed.
func dateOf(text string) string {
	text = narrow(text)
	parts := yearFirst.FindStringSubmatch(text)
	if parts == nil {
		return text
	}
	return parts[1] + "-" + strings.Repeat("0", 2-len(parts[2])) + parts[2] + "-" + strings.Repeat("0", 2-len(parts[3])) + parts[3]
}

// countOf reads a whole number as the JSON of it: a number where it is one.
func countOf(text string) []byte {
	plain := countUnit.ReplaceAllString(strings.TrimSpace(narrow(text)), "")
	if !wholeNumber.MatchString(plain) {
		return quoted(strings.TrimSpace(text))
	}
	if plain = shift(plain, 0); len(plain) < 10 {
		return []byte(plain)
	}
	return quoted(plain)
}

// truthOf reads yes and no as the JSON of them.
func truthOf(text string) []byte {
	switch {
	case isTrue.MatchString(text):
		return []byte("true")
	case isFalse.MatchString(text):
		return []byte("false")
	}
	return quoted(text)
}

// cellOf is what a column's cell says, as JSON.
func cellOf(column, text string) []byte {
	switch column {
	case "as_of", "contract_date", "oldest_due", "deposit_due", "earliest", "latest_finish":
		return quoted(dateOf(text))
	case "hardship":
		return truthOf(text)
	case "payday":
		return countOf(text)
	case "currency", "pack", "segment":
		return quoted(text)
	}
	return quoted(amountOf(text))
}
