// What the reader knows of a demand or an offer, as typed, and what is asked of the
// engine about it.

import type { APRRequest, AssessRequest, CheckAnswer, CheckRequest, Currency, Entry, PackID, Per, ReconcileRequest, Rule } from "../../../wasm/npm/types.ts";
import { amountOf, filled, percentOf } from "../read.ts";
import { rateOf } from "../working.tsx";
import { readSchedule } from "./schedule.ts";

export const kinds = ["advance", "purchase", "instalment_due", "payment", "fee"] as const;

/** One line of the history. */
export interface Line {
  date: string;
  kind: (typeof kinds)[number];
  amount: string;
}

export interface Facts {
  currency: Currency;
  as_of: string;
  /** The rules of a country and a product; empty for none. */
  pack: PackID | "";
  /** What the lender says is owed. */
  claimed: string;
  rate: string;
  rate_per: Per;
  /** Penalty interest on what fell due and was not paid; empty for none. */
  penalty: string;
  penalty_per: Per;
  lines: readonly Line[];

  /** The offer as it was pasted. */
  schedule: string;
  financed: string;
  interest_from: string;
  said_total: string;
  said_rate: string;
}

export const emptyLine: Line = { date: "", kind: "advance", amount: "" };
export const mostLines = 200;

export function emptyFacts(as_of: string, currency: Currency): Facts {
  return {
    currency, as_of, pack: currency === "CNY" ? "cn-loan" : "",
    claimed: "", rate: "", rate_per: "year", penalty: "", penalty_per: "year", lines: [emptyLine],
    schedule: "", financed: "", interest_from: "", said_total: "", said_rate: "",
  };
}

/** The account as far as it is known; undefined until there is a rate and a line. */
export function accountOf(facts: Facts): AssessRequest | undefined {
  const lines = facts.lines.filter((line) => line.date && filled(line.amount));
  if (lines.length === 0 || !filled(facts.rate) || !facts.as_of) return undefined;
  const rule = (name: string, into: "interest" | "penalty", value: string, per: Per): Rule => ({ name, into, on: ["principal"], rate: { value: percentOf(value), per } });
  const rules = [rule("interest", "interest", facts.rate, facts.rate_per)];
  if (filled(facts.penalty)) rules.push({ ...rule("penalty interest", "penalty", facts.penalty, facts.penalty_per), from: "due_date" });
  const { as_of, currency, pack } = facts;
  return { as_of, currency, ...(pack && { pack }), rules, entries: [...lines].sort((one, other) => (one.date < other.date ? -1 : 1)).map(entryOf) };
}

const entryOf = ({ date, kind, amount: text }: Line): Entry => (kind === "instalment_due" ? { date, kind, principal: amountOf(text) } : { date, kind, amount: amountOf(text) });

/** Which way of counting gives the lender's figure; undefined until there is one. */
export function reconcileOf(facts: Facts): ReconcileRequest | undefined {
  const account = accountOf(facts);
  return account && filled(facts.claimed) ? { ...account, lender: { total: amountOf(facts.claimed) } } : undefined;
}

/** Whether the pasted offer adds up; undefined until there are rows. */
export function checkOf(facts: Facts): CheckRequest | undefined {
  const { rows } = readSchedule(facts.schedule);
  if (rows.length === 0 || !facts.as_of) return undefined;
  const { as_of, currency, pack, interest_from } = facts;
  const request: CheckRequest = { as_of, currency, ...(pack && { pack }), ...(interest_from && { interest_from }), schedule: rows };
  if (filled(facts.financed)) request.financed = amountOf(facts.financed);
  if (filled(facts.said_total)) request.stated = { total: amountOf(facts.said_total) };
  if (filled(facts.said_rate)) request.stated = { ...request.stated, annual_rate: { value: percentOf(facts.said_rate) } };
  return request;
}

/** What the pasted offer costs a year, as a question of its own, where its rows are a month apart; the engine chooses another unit for other rows. */
export function rateOfOffer({ request, answer }: { request: CheckRequest; answer: CheckAnswer }): APRRequest | undefined {
  const { as_of, currency, interest_from, schedule } = request;
  const financed = request.financed ?? answer.totals.principal;
  const month = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  if (!answer.annual_rate || !financed || schedule.some(({ due }, n) => month(due) !== month(schedule[0]!.due) + n)) return undefined;
  return rateOf({ as_of, currency, terms: { interest_from } }, { financed, instalments: schedule }, answer.annual_rate.method);
}

/** A loan that was not repaid when it fell due, and an offer whose parts do not make its sum. */
export const exampleFacts: Facts = {
  ...emptyFacts("2026-03-01", "CNY"),
  claimed: "10,391.67",
  rate: "12",
  penalty: "18",
  lines: [
    { date: "2026-01-01", kind: "advance", amount: "10,000.00" },
    { date: "2026-01-31", kind: "instalment_due", amount: "10,000.00" },
    { date: "2026-01-31", kind: "fee", amount: "100.00" },
  ],
  schedule: "No.,Date,Amount,Principal,Interest,Balance\n1,2026-04-01,\"3,530.00\",\"3,430.00\",100.00,\"6,570.00\"\n2,2026-05-01,\"3,500.00\",\"3,430.00\",65.70,\"3,140.00\"\n3,2026-06-01,\"3,171.40\",\"3,140.00\",31.40,0.00",
  financed: "10,000.00",
  interest_from: "2026-03-01",
  said_total: "10,201.40",
  said_rate: "6",
};
