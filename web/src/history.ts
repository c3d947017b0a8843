// Reads a history pasted from a bank statement. It moves text only: which column
// is the date, which kind of entry a row is, and no sum is ever computed here.

import type { AssessRequest, Entry } from "../../wasm/npm/types.ts";
import type { Fields } from "./fields.ts";
import { readAmount } from "./read.ts";

/** What a column holds; in and out are for statements with a column for each. */
export const roles = ["skip", "date", "text", "amount", "out", "in"] as const;
export type Role = (typeof roles)[number];

/** What a row can be: an entry's kind, and for a charge the part of the debt that it adds to. */
export const kinds = ["purchase", "payment", "interest", "fees", "penalty", "advance", "skip"] as const;
export type RowKind = (typeof kinds)[number];

/** Why a row cannot be used. */
export type RowFault = "date" | "amount";

export interface Row {
  /** Where it stands in what was pasted, counted from one. */
  line: number;
  cells: string[];
  kind: RowKind;
  entry: Entry | undefined;
  fault: RowFault | undefined;
}

export interface History {
  heads: string[];
  columns: Role[];
  rows: Row[];
  /** Whether there are more rows than are read. */
  cut: boolean;
}

/** How many rows are read. */
export const mostRows = 2000;

/** The rows of a statement, with what each column and row is taken for. */
export function readHistory({ history, history_columns, history_days, history_kinds }: Pick<Fields, "history" | "history_columns" | "history_days" | "history_kinds">): History {
  const lines = history.split(/\r?\n/).map((text, at) => ({ text, line: at + 1 })).filter(({ text }) => text.trim() !== "");
  const sign = separator(lines[0]?.text ?? "");
  const table = lines.slice(0, mostRows).map(({ text, line }) => ({ line, cells: split(text, sign) }));
  const headed = table.length > 0 && !table[0]!.cells.some((cell) => dayOf(cell, history_days) || readAmount(cell).understood);
  const heads = headed ? table.shift()!.cells : [];
  const wide = Math.max(heads.length, ...table.map(({ cells }) => cells.length), 0);
  const chosen = history_columns.split(",") as Role[];
  const guess = guessed(heads, table.map(({ cells }) => cells), wide, history_days);
  const columns = guess.map((role, at) => (roles.includes(chosen[at]!) ? chosen[at]! : role));
  const changed = new Map(history_kinds.split(",").map((pair) => pair.split(":") as [string, RowKind]));
  const rows = table.map(({ line, cells }): Row => {
    const own = changed.get(`${line}`);
    return rowOf(line, cells, columns, history_days, own && kinds.includes(own) ? own : undefined);
  });
  return { heads, columns, rows, cut: lines.length > mostRows };
}

const separator = (line: string) => ["\t", ";", ","].find((sign) => line.includes(sign)) ?? ",";

/** The cells of a line; quotes keep a separator within a cell. */
function split(line: string, sign: string): string[] {
  const cells: string[] = [""];
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === sign && !quoted) cells.push("");
    else cells[cells.length - 1] += letter;
  }
  return cells.map((cell) => cell.trim());
}

const dates = { ymd: [1, 2, 3], dmy: [3, 2, 1], mdy: [3, 1, 2] } as const;

/** A day in the strict form, or nothing: "2026年7月5日", "5/7/2026" and "20260705" are days. */
export function dayOf(cell: string, order: Fields["history_days"]): string {
  const text = cell.normalize("NFKC").trim();
  const [, whole = text] = /^(.*?)(?:[ T]\d{1,2}:.*)?$/.exec(text) ?? [];
  const first = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(whole) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(whole);
  const other = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(whole);
  if (first) return strictDay(first[1]!, first[2]!, first[3]!);
  if (!other) return "";
  const [year, month, day] = dates[order === "ymd" ? "dmy" : order];
  return strictDay(other[year]!, other[month]!, other[day]!);
}

function strictDay(year: string, month: string, day: string): string {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const made = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(made.getTime()) && made.toISOString().startsWith(date) ? date : "";
}

const headings: readonly (readonly [Role, RegExp])[] = [
  ["date", /date|日期|时间|posted/i],
  ["skip", /balance|余额|card|卡号|currency|币种/i],
  ["out", /debit|支出|消费金额|money out|paid out/i],
  ["in", /credit|收入|还款金额|money in|paid in/i],
  ["amount", /amount|金额|value/i],
  ["text", /desc|detail|摘要|说明|交易|type|类型|narrative|memo|reference/i],
];

// By its heading, or by what most of its cells are; the first of each role counts.
function guessed(heads: string[], rows: string[][], wide: number, order: Fields["history_days"]): Role[] {
  const taken = new Set<Role>();
  return Array.from({ length: wide }, (_, at) => {
    const cells = rows.map((row) => row[at] ?? "").filter(Boolean);
    const mostly = (test: (cell: string) => unknown) => cells.filter(test).length * 2 > cells.length;
    const named = headings.find(([, pattern]) => pattern.test(heads[at] ?? ""))?.[0];
    const seen: Role = mostly((cell) => dayOf(cell, order)) ? "date" : mostly((cell) => readAmount(cell).understood) ? "amount" : cells.length > 0 ? "text" : "skip";
    const role = named ?? seen;
    if (role !== "skip" && role !== "text" && taken.has(role)) return "skip";
    taken.add(role);
    return role;
  });
}

const telling: readonly (readonly [RowKind, RegExp])[] = [
  ["penalty", /罚息|penalty interest|default interest/i],
  ["interest", /利息|interest/i],
  ["fees", /违约金|滞纳金|手续费|年费|\bfees?\b|charge/i],
  ["payment", /还款|入账|退款|payment|thank you|refund|direct debit/i],
  ["advance", /取现|预借|cash|atm/i],
];

function rowOf(line: number, cells: string[], columns: Role[], order: Fields["history_days"], own: RowKind | undefined): Row {
  const of = (role: Role) => cells[columns.indexOf(role)] ?? "";
  const text = cells.filter((_, at) => columns[at] === "text").join(" ");
  const date = dayOf(of("date"), order);
  const sum = readAmount(of("amount") || of("out") || of("in"));
  const paidIn = !of("amount") && !of("out") && of("in") !== "";
  const negative = sum.strict.startsWith("-");
  const amount = sum.strict.replace("-", "");
  const kind = own ?? telling.find(([, pattern]) => pattern.test(text))?.[0] ?? (paidIn || negative ? "payment" : "purchase");
  const fault = !date ? "date" : !sum.understood ? "amount" : undefined;
  const nothing = /^[0.]*$/.test(amount); // a row without money is no entry
  return { line, cells, kind, fault: kind === "skip" ? undefined : fault, entry: fault || kind === "skip" || nothing ? undefined : entryOf(date, kind, amount) };
}

function entryOf(date: string, kind: Exclude<RowKind, "skip">, amount: string): Entry {
  return kind === "interest" || kind === "fees" || kind === "penalty" ? { date, kind: "fee", amount, component: kind } : { date, kind, amount };
}

/** What is owed by a statement: the bank's own charges are in it, so that no rule adds to them. */
export function assessOf(fields: Fields, { rows }: History): AssessRequest {
  return {
    as_of: fields.as_of,
    currency: fields.currency,
    rules: [],
    allocation: ["costs", "fees", "penalty", "compound", "interest", "principal"],
    entries: rows.flatMap(({ entry }) => entry ?? []),
  };
}

/** The text of a field that holds choices by place: the one at a place changed. */
export function withColumn(columns: Role[], at: number, role: Role): string {
  return columns.map((old, n) => (n === at ? role : old)).join(",");
}

export function withKind(kindsText: string, line: number, kind: RowKind): string {
  const others = kindsText.split(",").filter((pair) => pair !== "" && !pair.startsWith(`${line}:`));
  return [...others, `${line}:${kind}`].join(",");
}
