// How the account would go on without a plan, if nothing were paid or no more than
// the minimum: asked of the engine once the form has been quiet, with the contract
// terms that the pack calls usual.

import { effect, signal } from "@preact/signals";
import type { PackID, Rule } from "../../../wasm/npm/types.ts";
import { inquire } from "./asking.ts";
import type { Course } from "../charts/balance.tsx";
import { forecastOf, months } from "./outlook-request.ts";
import { readPercent } from "../read.ts";
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

effect(() => {
  const beside = quoted.value;
  const share = minimum.value;
  const wait = setTimeout(() => beside && void look(beside, share), quiet);
  return () => clearTimeout(wait);
});

interface Usual {
  /** The pack and the day that it was asked for. */
  of: string;
  rules: Rule[];
  source: string;
  source_zh: string;
}

let known: Usual | undefined;

/** The contract terms that a pack calls usual; asked for once, since a pack is long. */
async function usualTerms(id: PackID, on: string): Promise<Usual | undefined> {
  const of = `${id} ${on}`;
  if (known?.of === of) return known;
  const outcome = await inquire("pack", { id, on });
  const row = outcome && "answer" in outcome ? outcome.answer.pack.series?.find(({ key, when }) => key === "rules.default" && !when)?.rows[0] : undefined;
  known = row && { of, rules: row.values.map((text) => JSON.parse(text) as Rule), source: row.source, source_zh: row.source_zh };
  return known;
}

async function look(beside: Quoted, share: string) {
  const { request, answer } = beside;
  const usual = request.pack && (await usualTerms(request.pack, request.as_of));
  const last = answer.plan.instalments.at(-1)?.due;
  if (!usual || !last) return;
  const { rules, source, source_zh } = usual;
  const least = readPercent(share);
  const outcome = await inquire("forecast", forecastOf(request, rules, months(request.as_of, last), least.understood ? least.strict : undefined));
  if (!outcome || "problems" in outcome || quoted.peek() !== beside) return;
  const start = { date: request.as_of, balance: outcome.answer.claim.total };
  const courses = outcome.answer.scenarios.map(({ name, rows }): Course => ({ kind: name as Course["kind"], points: [start, ...rows] }));
  outlook.value = { beside, courses, source, source_zh };
}
