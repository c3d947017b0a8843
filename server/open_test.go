package main

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The link is the page's own: an edition, deflated JSON of what is typed, and a sum.
func TestQuoteOpensInTheForm(t *testing.T) {
	link := opened("quote", json.RawMessage(`{"as_of":"2026-11-23","currency":"CNY","pack":"cn-card",
		"claim":{"components":{"principal":"30000.00","penalty":"410.20"},"oldest_due":"2026-07-05"},
		"waivers":[{"component":"penalty","percent":"0.625"},{"component":"principal","amount":"800.00"}],
		"waiver_terms":{"earned":"on_completion","on_breach":"reinstate_all","grace_days":3},
		"terms":{"shape":"level","count":24,"first_due":"2026-12-20","every":{"unit":"month","n":1},"rate":{"value":"0.005","per":"month"}}}`))
	packed, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(link, "/#s="))
	require.NoError(t, err)
	end := len(packed) - 4
	assert.Equal(t, byte(1), packed[0])
	assert.Equal(t, crc32.ChecksumIEEE(packed[:end]), binary.BigEndian.Uint32(packed[end:]))
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed[1:end])))
	require.NoError(t, err)
	assert.JSONEq(t, `{"as_of":"2026-11-23","currency":"CNY","cn_card":"yes","oldest_due":"2026-07-05","owed_principal":"30000.00","owed_penalty":"410.20",
		"waive_penalty":"62.5","unit_penalty":"percent","waive_principal":"800.00","unit_principal":"amount",
		"breach":"reinstate_all","earned":"on_completion","grace_days":"3","missed_allowed":"0","shape":"level","known":"count","count":"24",
		"first_due":"2026-12-20","interest_from":"","rate":"0.5","rate_per":"month","final_payment":"smaller"}`, string(text))
}

func TestWhereRequestsOpen(t *testing.T) {
	const debt, terms = `"as_of":"2026-11-23","currency":"CNY","claim":{"components":{"principal":"100.00"}}`, `"shape":"level","count":3,"first_due":"2026-12-20","rate":{"value":"0","per":"year"}`
	const monthly = `,"every":{"unit":"month","n":1}`
	for _, c := range []struct{ it, op, request, begins string }{
		{"the form has a field for everything", "quote", `{` + debt + `,"terms":{` + terms + monthly + `}}`, "/#s="},
		{"the form knows months only", "quote", `{` + debt + `,"terms":{` + terms + `,"every":{"unit":"week","n":2}}}`, "/collector#open=quote."},
		{"a count and an amount ask for a waiver", "quote", `{` + debt + `,"terms":{` + terms + monthly + `,"amount":"10.00"}}`, "/collector#open=quote."},
		{"no form has a waterfall", "quote", `{` + debt + `,"waterfall":{"total":"1.00"},"terms":{` + terms + monthly + `}}`, ""},
		{"the desk is a mandate and an account", "negotiate", `{` + debt + `,"mandate":{},"budget":{},"view":"creditor"}`, "/collector#open=negotiate."},
		{"the desk asks nothing about how far a proposal moves", "counter", `{` + debt + `,"mandate":{},"budget":{},"proposal":{},"view":"creditor","reach":true}`, ""},
		{"the desk has no account of a mandate that is looked over", "lint", `{"currency":"CNY","mandate":{},"account":{}}`, ""},
		{"a history comes to an account", "assess", `{"as_of":"2026-11-23","currency":"CNY","entries":[]}`, "/collector#open=assess."},
		{"an offer as it was printed", "check", `{"as_of":"2026-11-23","currency":"CNY","schedule":[{"due":"2026-12-20","amount":"1.00"}]}`, "/check#open=check."},
		{"terms are no part of what is pasted", "check", `{"as_of":"2026-11-23","currency":"CNY","schedule":[],"stated":{"terms":{}}}`, ""},
		{"no document asks it", "share", `{"as_of":"2026-11-23"}`, ""},
		{"longer than is read", "assess", `{"segment":"` + strings.Repeat("x", longestOpened) + `"}`, ""},
	} {
		link := opened(c.op, json.RawMessage(c.request))
		assert.Equal(t, c.begins == "", link == "", c.it)
		assert.True(t, strings.HasPrefix(link, c.begins), "%s: %s", c.it, link)
	}
}

func TestInPercent(t *testing.T) {
	for fraction, want := range map[string]string{"0.24": "24", "1": "100", "0.0005": "0.05", "0.625": "62.5", "0": "0", "0.10": "10", "12.5": "1250"} {
		assert.Equal(t, want, inPercent(fraction), fraction)
	}
}
