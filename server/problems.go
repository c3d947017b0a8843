package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/calc/wire"
	"parley/server/records"
)

// problemPages is the address below which every code has its page.
const problemPages = "/v1/problems/"

// refusals are all ways in which the door says no.
var refusals = []refusal{
	malformed, bodyBroken, credentialMissing, credentialRefused, scopeMissing, notFound, methodNotAllowed, bodyTooSlow,
	documentTooLarge, notLines, notJSON, bodyEncoded, impossible, rateLimited, busy, notAccounts, accountsUnreadable, portfolioTooLarge, portfoliosTooMany, portfolioUnfinished, credentialUnchecked, failure,
	offerMalformed, offerDiffers, signerMissing, signerUnchecked,
}

// problemPage is what there is to know about one code.
type problemPage struct {
	Code   string   `json:"code"`
	Type   string   `json:"type"`
	Status int      `json:"status"`
	When   string   `json:"when"`
	Do     string   `json:"do"`
	Limits []string `json:"limits,omitempty"`
}

// allProblems tells every code in the order of the alphabet: those of the door,
// and those of the engine in the words of the schema.
func allProblems(contract document) (pages []problemPage) {
	for _, r := range records.Refusals {
		pages = append(pages, pageOf(r.Code, r.Status, r.Detail))
	}
	for _, r := range refusals {
		pages = append(pages, pageOf(r.code, r.status, r.detail))
	}
	codes := contract.Components.Schemas["ProblemCode"]
	for _, paragraph := range strings.Split(codes.Description, "\n\n")[1:] {
		code, when, _ := strings.Cut(strings.TrimPrefix(paragraph, "`"), "` ")
		pages = append(pages, pageOf(code, statusOf([]wire.Problem{{Code: wire.Code(code)}}), "This "+when))
	}
	slices.SortFunc(pages, func(a, b problemPage) int { return strings.Compare(a.Code, b.Code) })
	return pages
}

func pageOf(code string, status int, when string) problemPage {
	remedy := remedies[code]
	return problemPage{code, problemPages + code, status, when, remedy.do, remedy.limits}
}

// statusOf is the status of an answer that holds problems of the engine.
func statusOf(problems []wire.Problem) int {
	switch {
	case problems[0].Code == wire.DocumentSize:
		return documentTooLarge.status
	case wire.Malformed(problems):
		return malformed.status
	case problems[0].Code == "operation_unknown":
		return notFound.status
	}
	return impossible.status
}

// listProblems answers with every problem: a page for people, data for programs.
func listProblems(pages []problemPage) gin.HandlerFunc {
	return eitherForm("problems", struct {
		Problems []problemPage `json:"problems"`
	}{pages})
}

// showProblem answers with one problem by its code.
func showProblem(pages []problemPage) gin.HandlerFunc {
	forms := map[string]gin.HandlerFunc{}
	for _, page := range pages {
		forms[page.Code] = eitherForm("problem", page)
	}
	return oneOf(forms, "code")
}

// eitherForm answers with a page to who asks for HTML, and with JSON to everybody
// else.
func eitherForm(template string, value any) gin.HandlerFunc {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	show := sendDocs(template, value)
	return func(c *gin.Context) {
		c.Header("Vary", "Accept")
		if c.NegotiateFormat(gin.MIMEJSON, gin.MIMEHTML) == gin.MIMEHTML {
			show(c)
			return
		}
		sendKept(c, "application/json", text)
	}
}

// problemType is the address of the page about a refusal, as problem documents
// name it (RFC 9457, section 3.1.1).
func problemType(r refusal) string { return problemPages + r.code }
