package calc

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkNegotiate answers a broad mandate, all of the answer: 60 instalments, five
// tiers, nine first due dates of three frequencies, two rates and three deposits, once
// with an agreement and once without.
func BenchmarkNegotiate(b *testing.B) {
	var tiers []string
	for i := range 5 {
		tiers = append(tiers, fmt.Sprintf(`{"name":"tier %d","finish_within_days":%d,"max_count":60,"ceilings":{"penalty":"1","fees":"1","interest":"0.%d"},"level":"level %d"}`,
			i, 400+i*380, 9-i, i))
	}
	for _, c := range []struct{ name, monthly string }{{"agreement", "1200.00"}, {"no agreement", "300.00"}} {
		request := []byte(`{"as_of":"2026-11-24","currency":"CNY","view":"creditor",` +
			`"claim":{"components":{"principal":"30000.00","interest":"1642.50","penalty":"410.20","fees":"150.00"},"oldest_due":"2026-07-05"},` +
			`"mandate":{"tiers":[` + strings.Join(tiers, ",") + `],"frequencies":[{"unit":"month","n":1},{"unit":"semi_month","n":1},{"unit":"week","n":2}],` +
			`"rates":[{"value":"0","per":"year"},{"value":"0.06","per":"year"}],"min_payment":"50.00","latest_first_due_days":50,` +
			`"discount_rate":{"value":"0.08","per":"year"},"npv_floor":"0.70","recovery_floor":"0.75"},` +
			`"budget":{"per_period":"` + c.monthly + `","deposit":"2000.00","payday":10}}`)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if reply := Do("negotiate", request); reply.Failed {
					b.Fatal(string(reply.Body))
				}
			}
		})
	}
}
