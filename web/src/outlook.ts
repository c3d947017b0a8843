// How the account would go on if nothing were paid: asked of the engine once the
// form has been quiet, with the contract terms that the pack calls usual.

import { effect, signal } from "@preact/signals";
import type { Component, Entry, ForecastRequest, QuoteRequest, Rule } from "../../wasm/npm/types.ts";
import { inquire } from "./asking.ts";
import { quoted, type Quoted } from "./state.ts";

export interface Outlook {
  /** The plan that it stands beside. */
  beside: Quoted;
  points: { date: string; balance: string }[];
  source: string;
  source_zh: string;
}

export const outlook = signal<Outlook | undefined>(undefined);

/** Milliseconds without a new plan before the question is asked. */
const quiet = 250;
const mostMonths = 120;

effect(() => {
  const beside = quoted.value;
  const wait = setTimeout(() => beside && void look(beside), quiet);
  return () => clearTimeout(wait);
});

async function look(beside: Quoted) {
  const { request, answer } = beside;
  const usual = request.pack && (await inquire("pack", { id: request.pack, on: request.as_of }));
  if (!usual || "problems" in usual) return;
  const row = usual.answer.pack.series?.find(({ key, when }) => key === "rules.default" && !when)?.rows[0];
  const last = answer.plan.instalments.at(-1)?.due;
  if (!row || !last) return;
  const rules = row.values.map((text) => JSON.parse(text) as Rule);
  const outcome = await inquire("forecast", forecastOf(request, rules, months(request.as_of, last)));
  if (!outcome || "problems" in outcome || quoted.peek() !== beside) return;
  const [nothing] = outcome.answer.scenarios;
  const points = [{ date: request.as_of, balance: outcome.answer.claim.total }, ...nothing!.rows.map(({ date, balance }) => ({ date, balance }))];
  outlook.value = { beside, points, source: row.source, source_zh: row.source_zh };
}

/** The claim as the history of one day, and a look ahead without a payment. */
export function forecastOf({ as_of, currency, claim }: QuoteRequest, rules: Rule[], months: number): ForecastRequest {
  const owed = Object.entries(claim.components) as [Component, string][];
  const entries = owed.map(([component, amount]): Entry => (component === "principal" ? { date: as_of, kind: "advance", amount } : { date: as_of, kind: "fee", component, amount }));
  return { as_of, currency, rules, entries, months, scenarios: [{ name: "nothing", pays: "nothing" }] };
}

/** The months from one day to another, begun ones too. */
export function months(from: string, to: string): number {
  const count = (date: string) => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7));
  return Math.min(mostMonths, Math.max(1, count(to) - count(from) + (to.slice(8) > from.slice(8) ? 1 : 0)));
}
