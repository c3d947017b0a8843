// How the account would go on without a plan, if nothing were paid or no more than
// the minimum: asked of the engine once the form has been quiet, with the contract
// terms that the pack calls usual.

import { effect, signal } from "@preact/signals";
import type { Component, Entry, ForecastRequest, QuoteRequest, Rule, Scenario } from "../../wasm/npm/types.ts";
import { inquire } from "./asking.ts";
import type { Course } from "./charts/balance.tsx";
import { readPercent } from "./read.ts";
import { quoted, type Quoted } from "./state.ts";

export interface Outlook {
  /** The plan that it stands beside. */
  beside: Quoted;
  courses: Course[];
  source: string;
  source_zh: string;
}

/** The minimum payment as a percentage of what is owed, as typed; empty while the reader has not said it. */
export const minimum = signal("");

export const outlook = signal<Outlook | undefined>(undefined);

/** Milliseconds without a new plan before the question is asked. */
const quiet = 250;
const mostMonths = 120;

effect(() => {
  const beside = quoted.value;
  const share = minimum.value;
  const wait = setTimeout(() => beside && void look(beside, share), quiet);
  return () => clearTimeout(wait);
});

async function look(beside: Quoted, share: string) {
  const { request, answer } = beside;
  const usual = request.pack && (await inquire("pack", { id: request.pack, on: request.as_of }));
  if (!usual || "problems" in usual) return;
  const row = usual.answer.pack.series?.find(({ key, when }) => key === "rules.default" && !when)?.rows[0];
  const last = answer.plan.instalments.at(-1)?.due;
  if (!row || !last) return;
  const rules = row.values.map((text) => JSON.parse(text) as Rule);
  const least = readPercent(share);
  const asked = forecastOf(request, rules, months(request.as_of, last), least.understood ? least.strict : undefined);
  const outcome = await inquire("forecast", asked);
  if (!outcome || "problems" in outcome || quoted.peek() !== beside) return;
  const start = { date: request.as_of, balance: outcome.answer.claim.total };
  const courses = outcome.answer.scenarios.map(({ name, rows }): Course => ({ kind: name as Scenario["pays"] & Course["kind"], points: [start, ...rows] }));
  outlook.value = { beside, courses, source: row.source, source_zh: row.source_zh };
}

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
