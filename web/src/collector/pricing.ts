// Prices a file of accounts, one after the other, against one mandate. Memory is
// bounded: rows are read as they are needed, and what is finished lies in blobs,
// which the browser keeps where it likes.

import { EngineFailure } from "../../../wasm/npm/browser.ts";
import type { Currency, Label, NegotiateAnswer, NegotiateRequest, Problem, Status } from "../../../wasm/npm/types.ts";
import { accountOf, type Ask, type RefusalCode } from "./accounts.ts";
import { byteOrderMark } from "../files.ts";
import { csvLine } from "./csv-line.ts";
import { readRows, type Row } from "./rows.ts";
import { pick, type Tree } from "./tree.ts";

/** An account as the page lists it: the plans that it may be offered, or how it stands without one. */
export interface Listed {
  line: number;
  reference: string;
  currency: Currency;
  status: Status;
  plans: readonly { label: Label; npv: string; last_date: string; paid: string; waived: string; amount: string; count: number }[];
}

export type Trouble = { line: number; reference: string } & ({ refused: RefusalCode | "engine" } | { problems: Problem[] });

export interface Progress {
  rows: number;
  /** How many rows stand how. */
  status: Record<Status, number>;
  /** How many rows have no answer, and the first of them. */
  failed: number;
  troubles: Trouble[];
  /** The first accounts, in the order of the file; one without an answer is its trouble. */
  listed: (Listed | Trouble)[];
  /** Bytes of the file that are read, and all of them. */
  bytes: number;
  size: number;
}

/** How many rows without an answer are kept to be shown; the results hold all of them. */
const troublesShown = 100;

/** How many accounts are kept to be listed on the page, for the same reason. */
export const mostListed = 1000;

export interface Results { csv: Blob; ndjson: Blob }

/** Prices the rows of a file until its end or until stopped; tells its progress after each row. Throws Refused for a file that is none of accounts. */
export async function price(file: Blob, defaults: Tree, ask: Ask, tell: (progress: Progress) => void, stopped: () => boolean): Promise<Results> {
  const progress: Progress = { rows: 0, status: { agreement_possible: 0, no_agreement: 0, no_sustainable_plan: 0 }, failed: 0, troubles: [], listed: [], bytes: 0, size: file.size };
  const csv = new Pile("text/csv;charset=utf-8", byteOrderMark + csvLine(columns));
  const ndjson = new Pile("application/x-ndjson");
  for await (const row of readRows(file, (bytes) => (progress.bytes = bytes))) {
    if (stopped()) break;
    const priced = await priceRow(row, defaults, ask);
    progress.rows++;
    if ("answer" in priced) {
      progress.status[priced.answer.status]++;
    } else {
      progress.failed++;
      if (progress.troubles.length < troublesShown) progress.troubles.push(priced);
    }
    if (progress.listed.length < mostListed) progress.listed.push("answer" in priced ? listedOf(priced) : priced);
    csv.add(csvOf(priced));
    ndjson.add(`${JSON.stringify(jsonOf(priced))}\n`);
    tell(progress);
  }
  return { csv: csv.blob(), ndjson: ndjson.blob() };
}

interface Answered { line: number; reference: string; answer: NegotiateAnswer }
type Priced = Answered | Trouble;

async function priceRow(row: Row, defaults: Tree, ask: Ask): Promise<Priced> {
  const { line } = row;
  if ("refused" in row) return { line, reference: "", refused: row.refused };
  const named = row.value["reference"];
  const reference = typeof named === "string" ? named.slice(0, 100) : "";
  try {
    const taken = await accountOf(row.value, pick(defaults, ["as_of", "currency", "pack"]), ask);
    if ("problems" in taken) return { line, reference, problems: taken.problems };
    const request = { budget: {}, ...pick(defaults, ["mandate"]), ...taken.account, view: "creditor" };
    const outcome = await ask("negotiate", request as unknown as NegotiateRequest);
    return "problems" in outcome ? { line, reference, problems: outcome.problems } : { line, reference, answer: outcome.answer };
  } catch (error) {
    // The engine comes back by itself; one row that it died of stops no file.
    if (error instanceof EngineFailure) return { line, reference, refused: "engine" };
    throw error;
  }
}

const listedOf = ({ line, reference, answer: { currency, status, creditor } }: Answered): Listed => ({
  line, reference, currency, status,
  plans: (creditor?.menu ?? []).map(({ label, npv, last_date, plan: { totals, amount, count } }) => ({ label, npv, last_date, amount, count, paid: totals.paid, waived: totals.waived })),
});

/** Text that is kept in a few large blobs instead of many small texts. */
class Pile {
  private blobs: Blob[] = [];
  private text: string;
  private readonly type: string;
  constructor(type: string, text = "") {
    this.type = type;
    this.text = text;
  }

  add(text: string) {
    this.text += text;
    if (this.text.length < 256 << 10) return;
    this.blobs.push(new Blob([this.text]));
    this.text = "";
    // Blobs of blobs: the list stays short however long the file is.
    if (this.blobs.length >= 64) this.blobs = [new Blob(this.blobs)];
  }

  blob(): Blob {
    return new Blob([...this.blobs, this.text], { type: this.type });
  }
}

const columns = [
  "line", "reference", "status", "offer", "paid", "deposit", "amount", "count", "first_due", "last_date", "waived", "npv",
  "expected_value", "recovery", "level", "tier", "binding", "creditor_binding", "moves", "problems",
];

/** A line for each offer of an account, or one that says why there is none. */
function csvOf(priced: Priced): string {
  const row = (cells: Record<string, string | number | undefined>) =>
    csvLine(columns.map((name) => `${{ line: priced.line, reference: priced.reference, ...cells }[name] ?? ""}`));
  if ("refused" in priced) return row({ status: "refused", problems: priced.refused });
  if ("problems" in priced) return row({ status: "refused", problems: priced.problems.map(({ code, pointer }) => `${code} ${pointer}`).join("; ") });
  const { status, creditor } = priced.answer;
  const menu = creditor?.menu ?? [];
  if (menu.length === 0) return row({ status, moves: opening(priced.answer).map(({ constraint, tier, now, needed }) => `${constraint}${tier ? ` (${tier})` : ""} ${now} > ${needed}`).join("; ") });
  return menu
    .map(({ label, terms, plan, last_date, npv, expected_value, recovery, level, tier, binding, creditor_binding }) =>
      row({
        status, offer: label, paid: plan.totals.paid, deposit: plan.deposit?.amount, amount: plan.amount, count: plan.count, first_due: terms.first_due,
        last_date, waived: plan.totals.waived, npv, expected_value, recovery, level, tier, binding: binding?.join(" "), creditor_binding: creditor_binding?.join(" "),
      }),
    )
    .join("");
}

const opening = ({ creditor }: NegotiateAnswer) => (creditor?.moves ?? []).filter(({ needed }) => needed !== undefined);

/** The answer without the single payments: with its terms and waivers, quote makes the same plan. */
function jsonOf(priced: Priced): object {
  if (!("answer" in priced)) return priced;
  const { line, reference, answer } = priced;
  const { versions, as_of, currency, status, creditor } = answer;
  const offers = creditor?.menu?.map(({ plan: { instalments: _, ...plan }, ...offer }) => ({ ...offer, plan }));
  const moves = opening(answer);
  return {
    line, ...(reference && { reference }), versions, as_of, currency, status, zone: creditor?.zone,
    ...(offers?.length && { offers }), ...(moves.length > 0 && { moves }),
  };
}
