package calc_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
	"parley/calc/wire"
)

const aprRequest = `{"method":"us_reg_z","unit_period":{"unit":"month","n":1},"flows":[
  {"kind":"advance","amount":"5000.00","date":"1978-01-10"},
  {"kind":"payment","amount":"230.00","date":"1978-02-10","count":24,"every":{"unit":"month","n":1}}]}`

// problemCase is a good document with one piece replaced, and what is told of it.
type problemCase struct{ op, text, old, with, want string }

const (
	waiverTerms = `"waiver_terms":`
	levelTerms  = `"shape":"level","count":24`
	noRate      = `"rate":{"value":"0","per":"year"},"day_count"`
	lateRule    = `"kind":"late_fee","percent":"0.05"`
	purchase    = `"kind":"purchase","amount":"1000.00"`
	statement   = `"kind":"statement","minimum":"100.00","due":"2026-04-23"`
	payment     = `"kind":"payment","amount":"100.00"`
	dailyRate   = `"rate":{"value":"0.0005","per":"day"}`
	// inCircle are three rules of which the first two follow the next.
	inCircle = `{"as_of":"2026-05-05","currency":"CNY","entries":[{"date":"2026-03-30","kind":"purchase","amount":"1.00"}],"rules":[
  {"name":"a","into":"interest","on":["principal"],"multiple":{"of":"b","times":"2"}},
  {"name":"b","into":"interest","on":["principal"],"multiple":{"of":"c","times":"2"}},
  {"name":"c","into":"interest","on":["principal"],"rate":{"value":"0","per":"day"}}]}`
	// everyDay are rules that compound every day on each other's interest.
	everyDay = `{"as_of":"1971-01-01","currency":"CNY","entries":[{"date":"1970-01-01","kind":"purchase","amount":"100000.00"}],"allocation":["principal"],"rules":[
  {"name":"a","into":"interest","on":["fees","principal"],"compounds":"daily","rate":{"value":"0.000003","per":"day"}},
  {"name":"b","into":"fees","on":["interest","principal"],"compounds":"daily","rate":{"value":"0.000003","per":"day"}},
  {"name":"c","into":"costs","on":["interest","fees","principal"],"compounds":"daily","rate":{"value":"0.000003","per":"day"}},
  {"name":"d","into":"penalty","on":["interest","fees","principal"],"compounds":"daily","rate":{"value":"0.000003","per":"day"}}]}`
)

// twoWays is the account of the design, waited with, paid down and paid at the minimum.
var twoWays = strings.TrimSuffix(strings.TrimSpace(designAssess), "}") + `,"months":4,"scenarios":[{"name":"wait","pays":"nothing"},
  {"name":"300","pays":"amount","amount":"300.00"},{"name":"least","pays":"minimum"}],"incentive":{"amount":"50.00","deadline":"2026-05-31"}}`

// theirs is the account of the design with the figure of a lender.
var theirs = strings.TrimSuffix(strings.TrimSpace(designAssess), "}") + `,"lender":{"total":"917.85"}}`

// steep is a rate of a hundredfold a day.
var steep = strings.Replace(designQuote, noRate, `"rate":{"value":"100","per":"day"},"day_count"`, 1)

var problemCases = []problemCase{
	{"quote", designQuote, `"as_of":"2026-11-23"`, `"as_of":"2021-03-30"`, "pack_outside_dates #/as_of 2021-03-31"},
	{"quote", inDinars(designQuote), `"principal":"30000.00"`, `"principal":"999999999999999.000"`, "sum_too_large #/claim/components"},
	{"quote", inDinars(steep), `"principal":"30000.00"`, `"principal":"9999999999999.999"`, "sum_too_large #/terms"},
	{"quote", designQuote, `"interest_from":"2026-11-30"`, `"interest_from":"2026-11-22"`, "date_order #/terms/interest_from 2026-11-23"},
	{"quote", designQuote, `"due":"2026-11-30"`, `"due":"2026-11-22"`, "date_order #/terms/deposit/due 2026-11-23"},
	{"quote", designQuote, `"first_due":"2026-12-20"`, `"first_due":"2026-11-29"`, "date_order #/terms/first_due 2026-11-30"},
	{"quote", designQuote, `"due":"2026-11-30"`, `"due":"2026-12-21"`, "date_order #/terms/first_due 2026-12-21"},
	{"quote", designQuote, `"first_due":"2026-12-20"`, `"first_due":"2199-12-20"`, "date_too_late #/terms/count"},
	{"quote", designQuote, `"percent":"1"`, `"percent":"1","amount":"1.00"`, "waiver_share_or_amount #/waivers/0"},
	{"quote", designQuote, `,"percent":"1"`, ``, "waiver_share_or_amount #/waivers/0"},
	{"quote", designQuote, `"800.00"`, `"1642.51"`, "waiver_exceeds_component #/waivers/1/amount 1642.50"},
	{"quote", designQuote, `"interest","amount":"800.00"`, `"penalty","percent":"0.1"`, "waiver_exceeds_component #/waivers/1/percent 0.00"},
	{"quote", designQuote, `"principal":"30000.00","interest":"1642.50","penalty":"410.20","fees":"150.00"`, ``,
		"nothing_to_repay #/claim/components; waiver_exceeds_component #/waivers/1/amount 0.00"},
	{"quote", designQuote, `"1000.00"`, `"30992.50"`, "deposit_too_large #/terms/deposit/amount 30992.49"},
	{"quote", designQuote, levelTerms, `"shape":"level","count":24,"amount":"1.00"`, "count_or_amount #/terms"},
	{"quote", designQuote, levelTerms, `"shape":"level"`, "count_or_amount #/terms"},
	{"quote", designQuote, levelTerms, `"shape":"lump_sum","count":24`, "count_or_amount #/terms"},
	{"quote", designQuote, `"every":{"unit":"month","n":1},`, ``, `frequency_missing #/terms/every {"unit":"month","n":1}`},
	{"quote", designQuote, levelTerms, `"shape":"level","amount":"49.98"`, "payment_too_small #/terms/amount 49.99"},
	{"quote", steep, levelTerms, `"shape":"level","amount":"0.01"`,
		// 20 days at first, then 31: 29992.50 × 2001 × 3100/3101 is what leaves a debt that the same sum holds.
		"payment_below_interest #/terms/amount 59995639.07"},
	{"quote", designQuote, `"percent":"1"`, `"all":true,"amount":"1.00"`, "waiver_share_or_amount #/waivers/0"},
	{"quote", designQuote, waiverTerms, `"waterfall":{"total":"150.01","order":["fees","penalty"]},` + waiverTerms, "waiver_total_too_large #/waterfall/total 150.00"},
	{"quote", designQuote, waiverTerms, `"waterfall":{"percent":"0.5","order":["principal"],"ceilings":[{"component":"principal","share":"0.1"}]},` + waiverTerms,
		"waiver_total_too_large #/waterfall/percent 3000.00"},
	{"quote", designQuote, waiverTerms, `"waterfall":{"order":["fees"]},` + waiverTerms, "waiver_share_or_amount #/waterfall"},
	{"quote", designQuote, waiverTerms, `"waterfall":{"total":"1.00","order":["fees","costs","fees"]},` + waiverTerms, "component_twice #/waterfall/order/2"},
	{"quote", designQuote, `"grace_days":3`, `"deadline":"2026-11-29"`, "waiver_deadline #/terms/deposit/due 2026-11-29"},
	{"quote", designQuote, `"deposit":{"amount":"1000.00","due":"2026-11-30"},`, `"fee":{"amount":"1.00","percent":"0.1"},`, "terms_fields #/terms/fee"},
	{"quote", designQuote, `"amount":"1000.00","due":"2026-11-30"`, `"due":"2026-11-30"`, "missing_key #/terms/deposit/amount"},
	{"quote", designQuote, `"on_completion"`, `"stepped"`, "terms_fields #/waiver_terms/steps"},
	{"quote", designQuote, `"on_completion"`, `"stepped","steps":[{"after":2,"share":"0.5"},{"after":2,"share":"0.6"}]`, "terms_fields #/waiver_terms/steps/1"},
	{"quote", designQuote, `"on_completion"`, `"stepped","steps":[{"after":2,"share":"0.5"},{"after":3,"share":"0.4"}]`, "terms_fields #/waiver_terms/steps/1"},
	{"quote", designQuote, `"grace_days":3`, `"kind":"ongoing"`, "terms_fields #/waiver_terms/stopped_rate"},
	{"quote", designQuote, `"grace_days":3`, `"stopped_rate":{"value":"0.1","per":"year"}`, "terms_fields #/waiver_terms/stopped_rate"},
	{"quote", designQuote, levelTerms, levelTerms + `,"step":{"every":12,"percent":"0.05"}`, "terms_fields #/terms/step"},
	{"quote", designQuote, levelTerms, `"shape":"stepped","count":24`, "missing_key #/terms/step"},
	{"quote", designQuote, levelTerms, `"shape":"stepped","count":24,"step":{"every":12}`, "terms_fields #/terms/step"},
	{"quote", designQuote, levelTerms, `"shape":"seasonal","count":24,"season":["0","0.0"]`, "terms_fields #/terms/season"},
	{"quote", designQuote, levelTerms, levelTerms + `,"flat_on":"before_deposit"`, "terms_fields #/terms/flat_on"},
	{"quote", designQuote, `"roll":"none"`, `"roll":"following"`, "missing_key #/terms/calendar"},
	{"quote", designQuote, `"roll":"none"`, `"calendar":"cn"`, "terms_fields #/terms/calendar"},
	{"quote", designQuote, `"roll":"none"`, `"accrue_to":"nominal"`, "terms_fields #/terms/accrue_to"},
	{"quote", designQuote, levelTerms, `"shape":"lump_sum","residue":"first"`, "terms_fields #/terms/residue"},
	{"quote", designQuote, levelTerms, `"shape":"lump_sum","moratorium":{"interest":1}`, "terms_fields #/terms/moratorium"},
	{"quote", designQuote, levelTerms, levelTerms + `,"moratorium":{"principal":2,"interest":24}`, "moratorium_too_long #/terms/moratorium 23"},
	{"quote", designQuote, levelTerms, levelTerms + `,"capitalise":["principal","fees","principal"]`, "component_twice #/terms/capitalise/2"},
	{"quote", designQuote, levelTerms, levelTerms + `,"capitalise":["costs"]`, "terms_fields #/terms/capitalise"},
	{"quote", designQuote, levelTerms, `"shape":"interest_only","amount":"1.00"`, "count_or_amount #/terms"},
	{"quote", designQuote, levelTerms, levelTerms + `,"solve":"rate"`, "terms_fields #/terms/solve"},
	{"quote", designQuote, levelTerms, levelTerms + `,"amount":"1.00","solve":"waiver"`, "missing_key #/waterfall"},
	{"quote", designQuote, levelTerms, levelTerms + `,"amount":"1.00","solve":"deposit"`, "terms_fields #/terms/deposit/amount"},
	{"quote", designQuote, levelTerms, `"shape":"equal_principal","count":24,"amount":"1.00","solve":"rate"`, "terms_fields #/terms/amount"},
	{"quote", designQuote, levelTerms, levelTerms + `,"amount":"1.00","solve":"rate","interest":"flat","moratorium":{"principal":1}`, "terms_fields #/terms/interest"},
	{"quote", designQuote, levelTerms, levelTerms + `,"amount":"1249.68","solve":"rate"`, "payment_too_small #/terms/amount 1249.69"},
	{"quote", strings.Replace(designQuote, levelTerms, levelTerms+`,"amount":"1000.00"`, 1), waiverTerms,
		`"waterfall":{"order":["fees"]},` + waiverTerms, "waiver_total_too_large #/waterfall 150.00"},
	{"quote", designQuote, levelTerms, `"shape":"custom","amount":"1.00"`, "count_or_amount #/terms; missing_key #/terms/payments"},
	{"quote", designQuote, levelTerms, `"shape":"custom","payments":[{"due":"2026-12-20"},{"due":"2026-12-20","amount":"1.00"}]`,
		"missing_key #/terms/payments/0/amount; date_order #/terms/payments/1/due 2026-12-21"},
	{"quote", designQuote, levelTerms, `"shape":"custom","payments":[{"due":"2026-12-21"}]`, "date_order #/terms/first_due 2026-12-21"},
	{"quote", designQuote, levelTerms, `"shape":"custom","payments":[{"due":"2026-12-20","amount":"1.00"},{"due":"2027-01-20","amount":"1.00"}]`,
		"payments_too_small #/terms/payments/1/amount 29991.50"},
	// 29992.50 × 0.12 × 20/365 = 197.21 until 20 December.
	{"quote", strings.Replace(designQuote, noRate, `"rate":{"value":"0.12","per":"year"},"day_count"`, 1), levelTerms,
		`"shape":"custom","payments":[{"due":"2026-12-20","amount":"197.20"},{"due":"2027-01-20"}]`, "payment_below_interest #/terms/payments/0/amount 197.21"},
	{"assess", designAssess, `"as_of":"2026-05-05"`, `"as_of":"2021-03-30"`, "pack_outside_dates #/as_of 2021-03-31"},
	{"assess", designAssess, lateRule, lateRule + `,"on":["principal"]`, "rule_fields #/rules/1"},
	{"assess", designAssess, `"kind":"late_fee","percent":"0.05"`, `"kind":"late_fee"`, "rule_fields #/rules/1"},
	{"assess", designAssess, `"on":["principal"]`, `"on":["principal"],"percent":"1"`, "rule_fields #/rules/0"},
	{"assess", designAssess, `"on":["principal"],`, ``, "rule_fields #/rules/0"},
	{"assess", designAssess, `"on":["principal"]`, `"on":["principal","interest"]`, "rule_fields #/rules/0/on/1"},
	{"assess", designAssess, `"on":["principal"]`, `"on":["principal","fees","principal"]`, "component_twice #/rules/0/on/2"},
	{"assess", designAssess, `["fees","interest"`, `["fees","interest","fees"`, "component_twice #/allocation/2"},
	{"assess", designAssess, purchase, `"kind":"purchase"`, "entry_fields #/entries/0"},
	{"assess", designAssess, purchase, purchase + `,"minimum":"1.00"`, "entry_fields #/entries/0"},
	{"assess", designAssess, purchase, purchase + `,"due":"2026-04-23"`, "entry_fields #/entries/0"},
	{"assess", designAssess, statement, statement + `,"amount":"1.00"`, "entry_fields #/entries/1"},
	{"assess", designAssess, statement, `"kind":"statement","minimum":"100.00"`, "entry_fields #/entries/1"},
	{"assess", designAssess, statement, `"kind":"statement","due":"2026-04-23"`, "entry_fields #/entries/1"},
	{"assess", designAssess, `"due":"2026-04-23"`, `"due":"2026-04-04"`, "date_order #/entries/1/due 2026-04-05"},
	{"assess", inDinars(designAssess), `"kind":"payment","amount":"100.00"`, `"kind":"purchase","amount":"999999999999999.999"`, "sum_too_large #/entries/2"},
	{"assess", inDinars(designAssess), `"amount":"1000.00"`, `"amount":"999999999999999.999"`, "sum_too_large #/rules/0"},
	{"assess", designAssess, dailyRate, dailyRate + `,"multiple":{"of":"late fee","times":"2"}`, "rule_fields #/rules/0/multiple; rule_unknown #/rules/0/multiple/of"},
	{"assess", designAssess, dailyRate, `"multiple":{"of":"nobody","times":"2"}`, "rule_unknown #/rules/0/multiple/of"},
	{"assess", designAssess, dailyRate, `"multiple":{"of":"overdraft interest","times":"2"}`, "rule_cycle #/rules/0/multiple/of"},
	{"assess", inCircle, `"of":"c"`, `"of":"a"`, "rule_cycle #/rules/0/multiple/of; rule_cycle #/rules/1/multiple/of"},
	{"assess", inCircle, `"of":"c"`, `"of":"b"`, "rule_cycle #/rules/1/multiple/of"},
	{"assess", designAssess, dailyRate, dailyRate + `,"cap":{}`, "cap_empty #/rules/0/cap"},
	{"assess", designAssess, lateRule, lateRule + `,"cap":{"per_day":"1.00"}`, "rule_fields #/rules/1/cap"},
	{"assess", designAssess, lateRule, lateRule + `,"max":"9.99"`, "rule_fields #/rules/1/max"},
	{"assess", designAssess, dailyRate, dailyRate + `,"cap":{"series":{"name":"lpr_1y","times":"4","on":"1960-01-01"}}`, "date_invalid #/rules/0/cap/series/on"},
	{"assess", designAssess, dailyRate, dailyRate + `,"cap":{"series":{"name":"no such series","times":"4","on":"2026-01-01"}}`, "series_unknown #/rules/0/cap/series"},
	{"assess", designAssess, dailyRate, `"rate":{"value":"-0.0005","per":"day"}`, "number_range #/rules/0/rate/value 0"},
	{"assess", designAssess, dailyRate, dailyRate + `,"grace_days":3`, "rule_fields #/rules/0/from"},
	{"assess", designAssess, `"from":"posting"`, `"from":"due_date","interest_free":"paid_in_full"`, "rule_fields #/rules/0/interest_free"},
	{"assess", designAssess, `"as_of":"2026-05-05"`, `"as_of":"2026-05-05","itemize_from":"2026-05-06"`, "date_order #/itemize_from 2026-05-05"},
	{"assess", designAssess, `"allocation":`, `"allocation_overdue":[{"days_overdue":91,"order":["principal","principal"]},{"days_overdue":91,"order":["fees"]}],"allocation":`,
		"component_twice #/allocation_overdue/0/order/1; number_range #/allocation_overdue/1/days_overdue 92"},
	{"assess", designAssess, payment, payment + `,"id":"a"},{"date":"2026-04-24","kind":"fee","amount":"1.00","id":"a"`, "entry_twice #/entries/3/id"},
	{"assess", designAssess, payment, `"kind":"reversal","of":"a"`, "entry_unknown #/entries/2/of"},
	{"assess", designAssess, payment, `"kind":"reversal","id":"a","of":"a"`, "entry_unknown #/entries/2/of"},
	{"assess", designAssess, payment, payment + `,"id":"a"},{"date":"2026-04-24","kind":"reversal","of":"a"},{"date":"2026-04-22","kind":"reversal","of":"a"`,
		"entry_reversed #/entries/4/of"},
	{"assess", designAssess, payment, payment + `,"id":"a"},{"date":"2026-04-22","kind":"reversal","of":"a"`, "date_order #/entries/3/date 2026-04-23"},
	{"assess", designAssess, payment, `"kind":"pause","to":"2026-04-23"`, "date_order #/entries/2/to 2026-04-24"},
	{"assess", designAssess, payment, `"kind":"pause","to":"2026-05-23","rules":["late fee","interest"]`, "rule_unknown #/entries/2/rules/1"},
	{"assess", designAssess, payment, `"kind":"pause","to":"2026-05-23"},{"date":"2026-05-22","kind":"pause","to":"2026-06-01","rules":["late fee"]`,
		"pause_overlap #/entries/3/date 2026-05-23"},
	{"assess", designAssess, payment, `"kind":"rate","rule":"late fee","rate":{"value":"0","per":"day"}`, "rule_unknown #/entries/2/rule"},
	{"assess", designAssess, payment, `"kind":"rate","rule":"overdraft interest"`, "entry_fields #/entries/2"},
	{"assess", designAssess, payment, `"kind":"waiver","component":"fees"`, "entry_fields #/entries/2"},
	{"assess", designAssess, payment, `"kind":"waiver","component":"fees","amount":"1.00","all":true`, "entry_fields #/entries/2"},
	{"assess", designAssess, payment, `"kind":"waiver","amount":"1.00"`, "entry_fields #/entries/2"},
	{"assess", designAssess, payment, `"kind":"instalment_due"`, "entry_fields #/entries/2"},
	{"assess", designAssess, payment, `"kind":"purchase","amount":"1.00","component":"fees"`, "entry_fields #/entries/2"},
	{"assess", everyDay, `"as_of":"1971-01-01"`, `"as_of":"2199-12-31"`, "too_many_lines #/rules/0"},
	{"assess", everyDay, `"as_of":"1971-01-01"`, `"as_of":"1980-01-01","explain":true`, "too_many_lines #/explain 10000"},
	{"check", checkRequest, `"financed"`, `"finance"`, "json_unknown_key #/finance"},
	{"check", checkRequest, `"3000.00"`, `"0.00"`, "number_range #/financed 0.01"},
	{"check", checkRequest, `"count":3,"amount"`, `"solve":"rate","count":3,"amount"`, "terms_fields #/stated/terms/solve"},
	{"check", checkRequest, `"shape":"level"`, `"shape":"stepped"`, "missing_key #/stated/terms/step"},
	{"check", checkRequest, `"interest_from":"2026-11-20"`, `"interest_from":"2026-12-21"`, "date_order #/stated/terms/first_due 2026-12-21"},
	{"check", checkRequest, `"currency":"CNY"`, `"currency":"CNY","contract_date":"2026-11-21"`, "date_order #/contract_date 2026-11-20"},
	{"check", checkRequest, `"1006.66"`, `"999999999999999.99"`, "sum_too_large #/schedule/2"},
	{"check", checkRequest, `"currency":"CNY"`, `"currency":"CNY","claim":{"components":{"principal":"999999999999999.99","fees":"0.01"}}`, "sum_too_large #/claim/components"},
	{"forecast", twoWays, `"pays":"nothing"`, `"pays":"nothing","amount":"1.00"`, "scenario_fields #/scenarios/0/amount"},
	{"forecast", twoWays, `"pays":"amount","amount":"300.00"`, `"pays":"amount"`, "scenario_fields #/scenarios/1/amount"},
	{"forecast", twoWays, `"kind":"statement","minimum":"100.00","due":"2026-04-23"`, `"kind":"fee","amount":"1.00"`, "scenario_fields #/scenarios/2/minimum"},
	{"forecast", twoWays, `"name":"300"`, `"name":"wait"`, "name_twice #/scenarios/1/name"},
	{"forecast", twoWays, `"pays":"minimum"`, `"pays":"minimum","minimum":{"share":"0.1","plus":["fees","fees"]}`, "component_twice #/scenarios/2/minimum/plus/1"},
	{"forecast", twoWays, `"deadline":"2026-05-31"`, `"deadline":"2026-05-04"`, "date_order #/incentive/deadline 2026-05-05"},
	{"forecast", twoWays, `"deadline":"2026-05-31"`, `"deadline":"2036-05-06"`, "date_too_late #/incentive/deadline 2036-05-05"},
	{"forecast", twoWays, `"amount":"50.00"`, `"amount":"917.41"`, "waiver_exceeds_component #/incentive/amount 917.40"},
	{"forecast", twoWays, `"amount":"50.00",`, ``, "waiver_share_or_amount #/incentive"},
	{"forecast", twoWays, `"amount":"50.00"`, `"waivers":[{"component":"interest","amount":"17.41"}]`, "waiver_exceeds_component #/incentive/waivers/0/amount 17.40"},
	{"forecast", twoWays, `"minimum":"100.00"`, `"minimum":"0.00"`, "scenario_fields #/scenarios/2/minimum"},
	{"forecast", twoWays, `"as_of":"2026-05-05"`, `"as_of":"2026-05-06"`, "scenario_fields #/scenarios/2/minimum"},
	{"forecast", twoWays, `"as_of":"2026-05-05"`, `"as_of":"2199-09-05"`, "date_too_late #/months; date_order #/incentive/deadline 2199-09-05"},
	{"forecast", twoWays, `"as_of":"2026-05-05"`, `"as_of":"2026-03-29"`, "nothing_to_repay #/incentive"},
	{"forecast", twoWays, `"months":4`, `"months":0`, "number_range #/months 1"},
	{"forecast", twoWays, `"months":4`, `"months":121`, "number_range #/months 120"},
	{"forecast", twoWays, `"amount":"50.00"`, `"amount":"50.00","waivers":[{"component":"interest","percent":"1"}]`, "waiver_share_or_amount #/incentive"},
	{"forecast", twoWays, `"value":"0.0005"`, `"value":"100"`, "sum_too_large #/rules/0"},
	{"reconcile", theirs, `"total":"917.85"`, ``, "lender_figure_missing #/lender"},
	{"reconcile", theirs, `"total":"917.85"`, `"components":{}`, "lender_figure_missing #/lender"},
	{"reconcile", theirs, `"total":"917.85"}`, `"total":"917.85"},"search":{"end_rules":[]}`, "too_few_items #/search/end_rules 1"},
	{"negotiate", oneTier, `"tiers":[{"name":"a","level":"clerk","finish_within_days":400,"max_count":12,"ceilings":{"interest":"0.5"}}]`, `"tiers":[]`, "too_few_items #/mandate/tiers 1"},
	{"negotiate", oneTier, `"rates"`, `"levels":["lead"],"rates"`, "level_unknown #/mandate/tiers/0/level"},
	{"negotiate", oneTier, `"level":"clerk"`, `"when":{"balance":{"from":"2.00","to":"1.00"}}`, "band_empty #/mandate/tiers/0/when/balance/to"},
	{"negotiate", oneTier, `"0.06","per":"year"`, `"0.09","per":"month"`, "rate_too_high #/mandate/rates/0/value"},
	{"negotiate", oneTier, `"payday":10`, `"buffer":"1.00"`, "budget_fields #/budget/buffer"},
	{"negotiate", oneTier, `"payday":10`, `"income":[{"amount":"1.00","every":{"unit":"month","n":1}}],"irregular":[{"month":"2026-12-02"}]`, "month_first_day #/budget/irregular/0/month 2026-12-01"},
	{"negotiate", oneTier, `"unit":"month"`, `"unit":"day"`, "starts_too_many #/mandate/frequencies/0"},
	{"negotiate", oneTier, `"latest_first_due_days":90`, `"latest_first_due_days":90,"deposit_step":"0.01"`, "space_too_large #/mandate"},
	{"negotiate", oneTier, `"0.5"`, `"1.01"`, "number_range #/mandate/tiers/0/ceilings/interest 1"},
	{"negotiate", oneTier, `"latest_first_due_days":90`, `"latest_first_due_days":90,"npv_floor":"1.2"`, "number_range #/mandate/npv_floor 1"},
	{"negotiate", oneTier, `"payday":10`, `"earliest":"2027-02-01","latest_finish":"2027-01-31"`, "date_order #/budget/latest_finish 2027-02-01"},
	{"negotiate", oneTier, `"components":{"principal":"900.00","interest":"100.00"}`, `"components":{}`, "nothing_to_repay #/claim/components"},
	{"negotiate", oneTier, `"tiers":[{"name":"a","level":"clerk","finish_within_days":400,"max_count":12,"ceilings":{"interest":"0.5"}}]`,
		`"tiers":[` + strings.TrimSuffix(strings.Repeat(`{"name":"a"},`, 10_000), ",") + `]`, "too_many_items #/mandate/tiers 64"},
	{"share", twoDebts, `"per_period":"250.00"`, ``, "budget_fields #/budget"},
	{"share", twoDebts, `"per_period":"250.00"`, `"per_period":"250.00","share":"0.5"`, "budget_fields #/budget/share"},
	{"share", twoDebts, `"name":"b"`, `"name":"a"`, "name_twice #/debts/1/name"},
	{"share", twoDebts, `"600.00"`, `"999999999999999.99"`, "sum_too_large #/debts"},
	{"share", twoDebts, `"as_of":"2026-11-24"`, `"as_of":"2021-03-30","pack":"cn-card"`, "pack_outside_dates #/as_of 2021-03-31"},
	{"share", twoDebts, `"600.00"`, `"0.00"`, "number_range #/debts/0/balance 0.01"},
	{"lint", oneMandate, `"currency":"CNY"`, `"currency":"CNY","account":{"components":{"principal":"999999999999999.99","fees":"0.01"}}`, "sum_too_large #/account/components"},
	{"lint", oneMandate, `"name":"b"`, `"name":"a"`, "name_twice #/mandate/tiers/1/name"},
	{"counter", oneProposal, `"amount":"90.00"`, `"amount":"90.00","count":3`, "count_or_amount #/proposal"},
	{"advance", firstOffer, `"kind":"offer"`, `"kind":"decline"`, "event_fields #/event/offer; event_fields #/event/number"},
	{"advance", firstOffer, theOffer, eventOf("payment", `"amount":"1.00"`), "event_not_now #/event/kind"},
	{"advance", firstOffer, theOffer, eventOf("accept", `"number":1`), "offer_unknown #/event/number"},
	{"advance", firstOffer, theOffer, eventOf("expire", `"note":"the day has passed"`), "nothing_lapsed #/event/date"},
	{"advance", firstOffer, `"as_of":"2026-11-23"`, `"as_of":"2026-11-22"`, "date_order #/event/date 2026-11-22"},
	{"advance", firstOffer, `"amount":"900.00"`, `"amount":"1000.00"`, "offer_amounts #/event/offer/amount 999.99"},
	{"advance", firstOffer, `"every":{"unit":"month","n":1},`, ``, "frequency_missing #/event/offer/every"},
	{"advance", firstOffer, `"first_due":"2026-12-20"`, `"first_due":"2199-12-20"`, "date_too_late #/event/offer/count"},
	{"advance", firstOffer, `"paid":"9000.00"`, `"paid":"9000.001"`, "amount_precision #/event/offer/paid 9000.00"},
	{"advance", firstOffer, noRules, `{"rules":{"ladder":[{"level":"a","waiver_most":"1000.00"},{"level":"b","waiver_most":"1000.00"}]}}`,
		"ladder_order #/record/rules/ladder; event_fields #/event/by_level"},
	{"advance", firstOffer, noRules, `{"rules":{"pace":{"curve":"even","open":"9000.00","floor":"9000.01","rounds":4}}}`, "pace_order #/record/rules/pace/floor"},
	{"advance", leveled, `"by_level":"a"`, `"by_level":"c"`, "level_unknown #/event/by_level"},
	{"advance", leveled, `"waived":"1000.00"`, `"waived":"1000.01"`, "approval_needed #/event/approved_by b"},
	{"advance", leveled, `"waived":"1000.00"`, `"waived":"2000.01"`, "waiver_beyond_ladder #/event/offer/waived 2000.00"},
	{"advance", firstOffer, noRules, happened(`{}`, theOffer, eventOf("decline", `"number":1`), eventOf("accept", `"number":1`)), "offer_closed #/record/events/2/number"},
	{"advance", firstOffer, noRules, happened(`{}`, theOffer, eventOf("withdraw", `"number":1`)), "offer_side #/record/events/1/number"},
	{"advance", firstOffer, noRules, happened(`{}`, theOffer, dearerOffer), "offer_retracted #/record/events/1/offer"},
	{"advance", firstOffer, noRules, happened(`{"deadlock_after":1}`, theOffer, lowOffer, theOffer, lowOffer, lowOffer), "offer_repeated #/record/events/4/offer"},
	{"advance", firstOffer, noRules, happened(`{"max_rounds":1}`, theOffer, lowOffer, theOffer), "rounds_spent #/record/events/2/kind"},
	{"advance", firstOffer, noRules, happened(`{}`, theOffer), "record_altered #/record"},
	{"advance", firstOffer, noRules, `{"rules":{},"state":"completed"}`, "record_altered #/record"},
	{"advance", firstOffer, noRules, happened(`{}`, slices.Repeat([]string{eventOf("contact", `"note":"no answer"`)}, 1000)...), "record_full #/event"},
	{"advance", firstOffer, theOffer, eventOf("complaint", `"number":1,"outcome":"upheld"`), "matter_unknown #/event/number"},
	{"advance", firstOffer, theOffer, eventOf("contact", `"channel":"call","at":"2026-11-23","to":"debtor","about":"collect"`), "moment_invalid #/event/at"},
	{"advance", firstOffer, theOffer, eventOf("note", `"note":"n","answer_by":"2026-11-24","findings":["wall contact_hours"]`), "event_fields #/event/findings; event_fields #/event/answer_by"},
	{"nothing", `{}`, `{}`, `{}`, "operation_unknown # assess, quote, apr, forecast, reconcile, check, negotiate, counter, share, lint, advance, packs, pack"},
}

const twoDebts = `{"as_of":"2026-11-24","currency":"GBP","budget":{"per_period":"250.00"},"debts":[{"name":"a","balance":"600.00","rate":{"value":"0.02","per":"month"}},{"name":"b","balance":"300.00"}]}`

// A negotiation before and after its first events.
const (
	noRules     = `{"rules":{}}`
	theOffer    = `{"kind":"offer","date":"2026-11-23","by":"creditor","offer":{"paid":"9000.00","waived":"1000.00","amount":"900.00","count":10,"every":{"unit":"month","n":1},"first_due":"2026-12-20"}}`
	dearerOffer = `{"kind":"offer","date":"2026-11-23","by":"creditor","offer":{"paid":"9000.01","amount":"900.00","count":10,"every":{"unit":"month","n":1},"first_due":"2026-12-20"}}`
	lowOffer    = `{"kind":"offer","date":"2026-11-23","by":"borrower","offer":{"paid":"100.00","amount":"100.00","count":1,"first_due":"2026-12-20"}}`
	firstOffer  = `{"as_of":"2026-11-23","currency":"CNY","record":` + noRules + `,"event":` + theOffer + `}`
)

var leveled = strings.NewReplacer(noRules, `{"rules":{"ladder":[{"level":"a","waiver_most":"1000.00"},{"level":"b","waiver_most":"2000.00"}]}}`,
	`"by":"creditor"`, `"by":"creditor","by_level":"a"`).Replace(firstOffer)

// eventOf is an event of the borrower.
func eventOf(kind, rest string) string {
	return `{"kind":"` + kind + `","date":"2026-11-23","by":"borrower",` + rest + `}`
}

// happened is a record of events alone, without what follows from them.
func happened(rules string, events ...string) string {
	return `{"rules":` + rules + `,"events":[` + strings.Join(events, ",") + `]}`
}

const oneMandate = `{"currency":"CNY","mandate":{"tiers":[{"name":"a"},{"name":"b"}],"frequencies":[{"unit":"month","n":1}]}}`

// oneTier is a mandate of one tier against a budget of a sum a month.
const oneTier = `{"as_of":"2026-11-24","currency":"CNY","view":"creditor","claim":{"components":{"principal":"900.00","interest":"100.00"}},` +
	`"mandate":{"tiers":[{"name":"a","level":"clerk","finish_within_days":400,"max_count":12,"ceilings":{"interest":"0.5"}}],` +
	`"frequencies":[{"unit":"month","n":1}],"rates":[{"value":"0.06","per":"year"}],"latest_first_due_days":90},"budget":{"per_period":"100.00","payday":10}}`

var oneProposal = strings.TrimSuffix(oneTier, "}") + `,"proposal":{"amount":"90.00","every":{"unit":"month","n":1},"first_due":"2026-12-10","rate":{"value":"0.06","per":"year"}}}`

// inDinars is a document in a currency of three decimals, where sums reach their bound.
func inDinars(text string) string { return strings.Replace(text, `"CNY"`, `"KWD"`, 1) }

// told is a reply's problems as "code pointer allowed".
func told(t require.TestingT, reply calc.Reply) (list []string) {
	var body struct{ Problems []wire.Problem }
	require.NoError(t, json.Unmarshal(reply.Body, &body))
	for _, p := range body.Problems {
		require.NotEmpty(t, p.Code)
		require.True(t, strings.HasPrefix(p.Pointer, "#"), p.Pointer)
		require.NotEmpty(t, p.Detail)
		list = append(list, strings.TrimSpace(string(p.Code)+" "+p.Pointer+" "+p.Allowed))
	}
	return list
}

func TestProblems(t *testing.T) {
	for _, c := range problemCases {
		reply := calc.Do(c.op, []byte(replaced(t, c.text, c.old, c.with)))
		assert.True(t, reply.Failed, c.want)
		assert.False(t, reply.Malformed, c.want)
		assert.Empty(t, string(reply.Canonical), c.want)
		assert.Equal(t, c.want, strings.Join(told(t, reply), "; "), "%s for %s", c.with, c.old)
	}
}

// Every code that the trade declares is told by a document above.
func TestEveryProblemCodeIsTold(t *testing.T) {
	source, err := os.ReadFile("problem.go")
	require.NoError(t, err)
	declared := regexp.MustCompile(`wire\.Code = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	require.NotEmpty(t, declared)
	said := map[string]bool{}
	for _, c := range problemCases {
		code, _, _ := strings.Cut(c.want, " ")
		said[code] = true
	}
	for _, code := range declared {
		assert.True(t, said[code[1]], "no document is told %s", code[1])
	}
}

// What was wrong is told at once, and what follows from it is not told.
func TestProblemsTogether(t *testing.T) {
	text := strings.NewReplacer(`"count":24`, `"amount":"1.00","count":24`, `"2026-12-20"`, `"2026-11-22"`, `"800.00"`, `"1700.00"`,
		`"as_of":"2026-11-23"`, `"as_of":"2021-01-01"`).Replace(designQuote)
	assert.Equal(t, []string{
		"pack_outside_dates #/as_of 2021-03-31", "count_or_amount #/terms", "date_order #/terms/first_due 2026-11-30",
		"waiver_exceeds_component #/waivers/1/amount 1642.50",
	}, told(t, calc.Do("quote", []byte(text))))
	whole := strings.NewReplacer(`"principal":"30000.00","interest":"1642.50","penalty":"410.20","fees":"150.00"`, `"penalty":"410.20"`,
		`{"component":"penalty","percent":"1"},{"component":"interest","amount":"800.00"}`, `{"component":"penalty","amount":"410.20"}`).Replace(designQuote)
	assert.Equal(t, []string{"nothing_to_repay #/waivers"}, told(t, calc.Do("quote", []byte(whole))))
	oneLeft := strings.Replace(whole, `"410.20"}]`, `"410.19"}]`, 1)
	assert.Equal(t, []string{"deposit_too_large #/terms/deposit/amount"}, told(t, calc.Do("quote", []byte(oneLeft))), "no deposit is allowed beside a cent")
}

// The period named is the first in which the interest is not covered.
func TestPaymentBelowInterestNamesThePeriod(t *testing.T) {
	// 29992.50 × 0.24 × 20/365 = 394.42 until 20 December, and for 31 days 611.35.
	byAmount := strings.NewReplacer(levelTerms, `"shape":"level","amount":"394.42"`, noRate, `"rate":{"value":"0.24","per":"year"},"day_count"`).Replace(designQuote)
	assert.Contains(t, string(calc.Do("quote", []byte(byAmount)).Body), "394.42 CNY in the first period")
	byAmount = strings.Replace(byAmount, `"amount":"394.42"`, `"amount":"394.43"`, 1)
	reply := calc.Do("quote", []byte(byAmount))
	assert.Contains(t, string(reply.Body), "611.35 CNY in the second period")
	assert.Len(t, told(t, reply), 1)
	allowed := regexp.MustCompile(`"allowed":"([^"]+)"`).FindStringSubmatch(string(reply.Body))
	require.Len(t, allowed, 2)
	again := calc.Do("quote", []byte(strings.Replace(byAmount, `"amount":"394.43"`, `"amount":"`+allowed[1]+`"`, 1)))
	assert.False(t, again.Failed, string(again.Body))
}

// Pieces of JSON that a good document does not expect where they land.
var surprises = []string{
	`null`, `true`, `0`, `-1`, `1e1000000000`, `0.1`, `""`, `"0"`, `"-1"`, `"0.01"`, `"1e9"`, `"999999999999999.99"`, `"100"`, `"NaN"`, `[]`, `{}`,
	`"2026-02-30"`, `"1970-01-01"`, `"2199-12-31"`, `600`, `366`, `"JPY"`, `"KWD"`, `"day"`, `"week"`, `"year"`, `"lump_sum"`, `"equal_principal"`,
	`"include_both"`, `"never"`, `"monthly"`, `"late_fee"`, `"costs"`, `"principal"`, `"up"`, `"30E/360"`, `"payment"`, `"fee"`, `"advance"`, `"\ud800"`,
}

var (
	valueInJSON = regexp.MustCompile(`:("[^"]*"|\d+)`)
	digit       = regexp.MustCompile(`\d`)
)

// mutate changes digits of a document, replaces values by others or by surprises,
// doubles or drops pieces of it, or breaks bytes.
func mutate(random *rand.Rand, text string) []byte {
	for range 1 + random.IntN(3) {
		spans := valueInJSON.FindAllStringIndex(text, -1)
		digits := digit.FindAllStringIndex(text, -1)
		if len(spans) == 0 || len(digits) == 0 {
			break
		}
		at, to := spans[random.IntN(len(spans))], spans[random.IntN(len(spans))]
		from, end := min(at[0], to[0]), max(at[0], to[0])
		switch random.IntN(10) {
		case 0:
			position := random.IntN(len(text))
			text = text[:position] + string(rune(random.IntN(256))) + text[position+1:]
		case 1:
			text = text[:from] + text[end:]
		case 2:
			text = text[:end] + text[from:end] + text[end:]
		case 3, 4, 5:
			position := digits[random.IntN(len(digits))][0]
			text = text[:position] + string(rune('0'+random.IntN(10))) + text[position+1:]
		case 6, 7:
			text = text[:at[0]] + text[to[0]:to[1]] + text[at[1]:]
		default:
			text = text[:at[0]+1] + surprises[random.IntN(len(surprises))] + text[at[1]:]
		}
	}
	return []byte(text)
}

// Whatever becomes of a good document, the engine answers: with figures, or with
// problems that say what and where. And the next request is not harmed.
func TestDamagedDocumentsAreAnswered(t *testing.T) {
	rounds := 20_000
	if testing.Short() {
		rounds = 2_000
	}
	good := []struct{ op, text string }{{"quote", designQuote}, {"assess", designAssess}, {"apr", aprRequest}, {"check", checkRequest}, {"advance", leveled},
		{"negotiate", oneTier}, {"counter", oneProposal}, {"lint", oneMandate}, {"share", twoDebts}}
	random := rand.New(rand.NewPCG(2, 26))
	answered, refused := 0, 0
	for range rounds {
		document := good[random.IntN(len(good))]
		text := mutate(random, document.text)
		var reply calc.Reply
		require.NotPanics(t, func() { reply = calc.Do(document.op, text) }, string(text))
		require.True(t, json.Valid(reply.Body), string(text))
		if !reply.Failed {
			answered++
			require.Contains(t, string(reply.Body[:12]), `{"versions"`)
			require.NotEmpty(t, reply.Canonical)
			continue
		}
		refused++
		require.NotEmpty(t, told(t, reply), string(text))
	}
	assert.Greater(t, answered, rounds/10)
	assert.Greater(t, refused, rounds/10)
	for _, document := range good {
		assert.False(t, calc.Do(document.op, []byte(document.text)).Failed)
	}
}
