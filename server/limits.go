package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"reflect"
	"strconv"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/repay"
	"parley/calc/wire"
	"parley/server/offers"
	"parley/server/portfolio"
	"parley/server/report"
	"parley/server/store"
)

// limit is the last value of something that is still allowed, and why it is there.
type limit struct {
	Name   string `json:"name"`
	Value  any    `json:"value"` // a whole number, or text where that is how it is written
	Unit   string `json:"unit"`
	Reason string `json:"reason"`
}

// limits are those of the engine and of this server. Each value is the constant,
// or the bound of the field, that is kept to: none is written here again.
func limits() []limit {
	most := money.Currency("KWD")
	return append([]limit{
		{"document", wire.MaxDocument, "bytes", "Thousands of dated entries fit, and a longer document is refused unread."},
		{"depth", wire.MaxDepth, "levels of objects and lists", "Requests need far fewer; a reader that follows any depth can be made to run out of memory."},
		{"key", wire.MaxKey, "bytes that a pointer repeats", "An answer never grows with a key that somebody made up."},
		{"number", wire.MaxNumber, "characters", "The longest sum has 20. A longer number is refused before a digit of it is looked at."},
		{"problems", wire.MaxProblems, "problems in one answer", "More than a screen of them help nobody, and the answer to a hostile document stays small."},
		{"amount", most.Text(most.Most()), "money, in a currency of three decimals", "15 digits before the point: sums of many such amounts still fit whole numbers of 64 bits."},
		{"rate_decimals", money.MaxRatePlaces, "decimals of a rate or a share", "Ten say a hundredth of a percent a year for each day to the sixth figure."},
		{"rate", bound[money.Rate]("Value", "max"), "times the debt for one unit of time", "No contract has a higher one."},
		{"annual_rate", repay.MaxAnnualRate, "times the debt in a year", "A rate that is found, beyond which no law looks, is exact up to here."},
		{"first_day", civil.MinDate.String(), "date", "No debt that is still paid is older."},
		{"last_day", civil.MaxDate.String(), "date", "The longest plan that begins in this century ends before it."},
		{"instalments", repay.MaxCount, "instalments of a plan", "Fifty years of months."},
		{"schedule_rows", bound[calc.CheckRequest]("Schedule", "maxitems"), "rows of a schedule to check", "As many as a plan may have."},
		{"flows", bound[calc.APRRequest]("Flows", "maxitems"), "flows of a yearly rate", "As many as a plan may have; a run of equal payments counts once."},
		{"flow_sums", repay.MaxSums, "single sums of all flows", "The longest plan, and as many advances."},
		{"flow_years", repay.MaxYears, "years from the first advance", "The years from the first day to the last."},
		{"entries", bound[calc.AssessRequest]("Entries", "maxitems"), "entries of an account", "An entry each day for 27 years."},
		{"rules", bound[calc.AssessRequest]("Rules", "maxitems"), "accrual rules of an account", "Contracts have two to five."},
		{"waivers", bound[calc.QuoteRequest]("Waivers", "maxitems"), "waivers of a plan", "Four for each of six components."},
		{"costs", bound[calc.QuoteRequest]("Costs", "maxitems"), "costs of a plan", "Contracts have few."},
		{"scenarios", bound[calc.ForecastRequest]("Scenarios", "maxitems"), "ways to pay in a forecast", "More of them than people compare."},
		{"tiers", bound[negotiate.Mandate]("Tiers", "maxitems"), "tiers of a mandate", "Each is searched against every frequency, rate and first due date."},
		{"events", negotiate.MaxEvents, "events of a record", "Ten years of two a week; a record is computed again from them each time."},
	}, serverLimits()...)
}

// serverLimits are what one connection may cost.
func serverLimits() []limit {
	server := newServer(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	return []limit{
		{"header", server.MaxHeaderBytes, "bytes of all headers", "No client of the API needs more."},
		{"header_time", int(server.ReadHeaderTimeout.Seconds()), "seconds for the headers to arrive", "A client that sends a byte a second would keep its connection for ever."},
		{"request_time", int(server.ReadTimeout.Seconds()), "seconds for a request to arrive", "The longest document arrives in it over a slow mobile line."},
		{"answer_time", int(server.WriteTimeout.Seconds()), "seconds for an answer to be taken", "An answer that nobody reads is not kept."},
		{"long_bodies", largeBodies, "bodies above 16 KiB at a time", "A thousand clients that send slowly are left to wait rather than given a quarter of a gigabyte."},
		{"links", store.MostLinks, "links of one negotiation that work at a time", "One borrower needs few, and each is a way in."},
		{"offer_token", offers.Longest, "bytes of a signed offer", "A plan of the most payments, each one listed, fits."},
		{"webhooks", store.MostWebhooks, "webhooks of a partner", "Each event is written down once for each of them."},
		{"report_rows", report.MostRows, "rows of a report", "More collectors than any creditor has, and no more memory than they take."},
		{"batches", batchesAtOnce, "batches and portfolios on their way at a time", "Each holds some hundred KiB of lines."},
		{"portfolio", portfolio.MostBytes, "bytes of a file of accounts", "It is kept on the disk until it is cancelled."},
		{"portfolio_accounts", portfolio.MostAccounts, "accounts of a portfolio", "Some hours of one processor."},
		{"portfolios", portfolio.MostKept, "portfolios of a partner that are not cancelled", "Their rows and results are kept on the disk."},
		{"idle_time", int(server.IdleTimeout.Seconds()), "seconds between requests of a connection", "A connection that is not used is closed."},
	}
}

// bound reads the bound of a field from its tag, where the reader gets it from too.
func bound[Struct any](field, tag string) int {
	found, there := reflect.TypeFor[Struct]().FieldByName(field)
	value, err := strconv.Atoi(found.Tag.Get(tag))
	if !there || err != nil {
		panic("no bound " + tag + " of " + field) // a field was renamed: the first test says so
	}
	return value
}

// listLimits answers with the limits.
func listLimits() gin.HandlerFunc {
	body, err := json.Marshal(struct {
		Limits []limit `json:"limits"`
	}{limits()})
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	return func(c *gin.Context) { sendKept(c, "application/json", body) }
}
