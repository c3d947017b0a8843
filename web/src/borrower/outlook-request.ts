// What is asked to see how an account would go on without a plan.

import type { Component, Entry, ForecastRequest, QuoteRequest, Rule, Scenario } from "../../../wasm/npm/types.ts";

/** As far as the engine looks ahead. */
const mostMonths = 120;

/** The claim as the history of one day, and a look ahead without a payment, and with the minimum where its share is known. */
export function forecastOf({ as_of, currency, claim }: QuoteRequest, rules: Rule[], months: number, share?: string): ForecastRequest {
  const owed = Object.entries(claim.components) as [Component, string][];
  const entries = owed.map(([component, amount]): Entry => (component === "principal" ? { date: as_of, kind: "advance", amount } : { date: as_of, kind: "fee", component, amount }));
  const scenarios: Scenario[] = [{ name: "nothing", pays: "nothing" }];
  if (share) scenarios.push({ name: "minimum", pays: "minimum", minimum: { share } });
  return { as_of, currency, rules, entries, months, scenarios };
}

/** The months from one day to another, begun ones too. */
export function months(from: string, to: string): number {
  const count = (date: string) => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7));
  return Math.min(mostMonths, Math.max(1, count(to) - count(from) + (to.slice(8) > from.slice(8) ? 1 : 0)));
}
