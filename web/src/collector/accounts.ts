// From what a file holds to an account as the engine takes it. A row may be flat,
// as a table has it, or a request of the engine: assess with its history,
// negotiate, counter or quote.

import type { Outcome } from "../../../wasm/npm/browser.ts";
import type { AssessRequest, Operations, Problem } from "../../../wasm/npm/types.ts";
import { components } from "../debt.ts";
import { amountOf, countOf } from "../read.ts";
import { pick, type Json, type Tree } from "./tree.ts";

/** Why a file or a row is not read. */
export type RefusalCode =
  | "binary" | "spreadsheet" | "encoding" | "empty" | "too_long" | "file_too_large" | "too_many_rows" | "too_many_cells"
  | "no_columns" | "column_twice" | "quote_open" | "quote_text" | "cells" | "json";

/** A file, or a row of it, that is refused. */
export class Refused extends Error {
  readonly code: RefusalCode;
  /** The line, from 1; zero when the file as a whole is meant. */
  readonly line: number;
  constructor(code: RefusalCode, line = 0) {
    super(code);
    this.code = code;
    this.line = line;
  }
}

export interface Taken {
  /** The account, its budget and, where the text has one, the mandate. */
  account: Tree;
  /** The creditor's own name for the account; never sent to the engine. */
  reference: string;
  /** With a history: what the engine says is owed in all. */
  total?: string;
  /** Keys that have no use here. */
  unused: string[];
}

export type Ask = <Op extends "assess" | "negotiate">(op: Op, request: Operations[Op]["request"]) => Promise<Outcome<Operations[Op]["answer"]>>;

const own = ["as_of", "currency", "pack", "contract_date", "segment", "hardship"];
const owed: readonly string[] = components;
const budget = ["per_period", "deposit", "deposit_due", "earliest", "latest_finish", "total_cap", "payday"];

/** The account of a row. Where the row holds a history, the engine is asked what is owed. */
export async function accountOf(row: Tree, defaults: Tree, ask: Ask): Promise<Taken | { problems: Problem[] }> {
  const reference = typeof row["reference"] === "string" ? row["reference"].slice(0, 100) : "";
  if ("entries" in row || "rules" in row) return ofHistory(row, defaults, reference, ask);
  const { reference: _, ...request } = row;
  const used = [...own, "claim", "budget", "mandate"];
  // What a table has in columns of its own belongs into the claim and the budget.
  const flat = !("claim" in row);
  const account = flat ? ofColumns(request) : pick(request, used);
  const known = flat ? [...own, ...owed, ...budget, "oldest_due"] : [...used, "view", "proposal", "terms", "waivers"];
  return { account: { ...defaults, ...account }, reference, unused: Object.keys(request).filter((key) => !known.includes(key)) };
}

async function ofHistory(row: Tree, defaults: Tree, reference: string, ask: Ask): Promise<Taken | { problems: Problem[] }> {
  const { reference: _, ...request } = { ...pick(defaults, ["as_of", "currency"]), ...row };
  const outcome = await ask("assess", request as unknown as AssessRequest);
  if ("problems" in outcome) return outcome;
  const { as_of, currency, claim } = outcome.answer;
  const { components: parts, oldest_due, total } = claim;
  const account = {
    ...defaults, ...pick(request, ["pack", "contract_date"]), as_of, currency,
    claim: { components: { ...parts } as Tree, ...(oldest_due && { oldest_due }) },
  };
  return { account, reference, total, unused: [] };
}

/** The columns of a table as an account. Text that is not understood goes on as it is, and the engine says what it wanted. */
function ofColumns(row: Tree): Tree {
  const read = (keys: readonly string[], value: (text: string, key: string) => Json) =>
    Object.fromEntries(keys.flatMap((key) => {
      const text = typeof row[key] === "string" ? row[key].trim() : row[key];
      return text === undefined || text === "" || text === null ? [] : [[key, typeof text === "string" ? value(text, key) : text]];
    }));
  const claim: Tree = { components: read(owed, amountOf), ...read(["oldest_due"], dateOf) };
  const rest = read(own, (text, key) => (key === "hardship" ? truth(text) : /as_of|date/.test(key) ? dateOf(text) : text));
  return { ...rest, claim, budget: read(budget, (text, key) => (key === "payday" ? countOf(text) : /due|earliest|latest/.test(key) ? dateOf(text) : amountOf(text))) };
}

/** A day as spreadsheets write it: 2026/7/5 and 2026-7-5 are 2026-07-05. A day without its year in front is not guessed. */
const dateOf = (text: string) =>
  text.normalize("NFKC").replace(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, (_, year: string, month: string, day: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);

const truth = (text: string): Json => (/^(?:true|yes|1|是)$/i.test(text) ? true : /^(?:false|no|0|否)$/i.test(text) ? false : text);
