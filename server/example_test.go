package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
)

// A client in Go: any HTTP client and the few fields that it needs. A refusal says
// where the document is wrong and what is allowed instead.
func Example_client() {
	server := httptest.NewServer(newService(nil, slog.New(slog.DiscardHandler)).routes())
	defer server.Close()

	ask := func(amount string) {
		request := `{"as_of":"2026-11-23","currency":"CNY","claim":{"components":{"principal":"1000.00"}},
			"terms":{"shape":"level","amount":"` + amount + `","first_due":"2026-12-20","every":{"unit":"month","n":1},"rate":{"value":"0.24","per":"year"}}}`
		answer, err := http.Post(server.URL+"/v1/quote", "application/json", bytes.NewReader([]byte(request)))
		if err != nil {
			fmt.Println(err)
			return
		}
		defer answer.Body.Close()
		var reply struct {
			Plan struct {
				Count  int
				Totals struct{ Paid, Interest string }
			}
			Problems []struct{ Code, Pointer, Allowed string }
		}
		if err := json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&reply); err != nil {
			fmt.Println(err)
			return
		}
		if answer.StatusCode == http.StatusOK {
			fmt.Printf("%d payments, %s CNY in all, %s CNY of it interest\n", reply.Plan.Count, reply.Plan.Totals.Paid, reply.Plan.Totals.Interest)
			return
		}
		for _, p := range reply.Problems {
			fmt.Printf("%d %s at %s: at least %s CNY\n", answer.StatusCode, p.Code, p.Pointer, p.Allowed)
		}
	}
	ask("100.00")
	ask("10.00")
	// Output:
	// 12 payments, 1124.04 CNY in all, 124.04 CNY of it interest
	// 422 payment_below_interest at #/terms/amount: at least 19.97 CNY
}
