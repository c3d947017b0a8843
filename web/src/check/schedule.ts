// Reads a schedule as people paste it: lines from a letter, a table or a
// spreadsheet, parted by tabs, commas or spaces. What was understood is shown, and
// a line that was not is named.

import type { ScheduleRow } from "../../../wasm/npm/types.ts";
import { readAmount } from "../read.ts";

type Column = "amount" | "principal" | "interest" | "fees" | "balance";

export interface Schedule {
  rows: ScheduleRow[];
  columns: readonly Column[];
  /** The numbers of lines that hold something and were not understood, counted from 1. */
  unread: number[];
}

/** As many as the engine takes. */
export const mostRows = 600;
const mostText = 100_000;

/** What a column holds, by how many there are after the date, where no head says it. */
const usual: readonly (readonly Column[])[] = [
  [], ["amount"], ["amount", "balance"], ["amount", "principal", "interest"], ["amount", "principal", "interest", "balance"], ["amount", "principal", "interest", "fees", "balance"],
];

const heads: Record<Column, RegExp> = {
  amount: /应还|每期|还款额|amount|payment|instal|pay\b/i,
  principal: /本金|principal|debt|capital/i,
  interest: /利息|interest/i,
  fees: /费|fees?\b|charges?\b/i,
  balance: /余额|剩余|balance|owed|outstanding|left/i,
};

const date = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?|\b((?:19|20|21)\d\d)(\d\d)(\d\d)\b/;
// With separators in groups, or plain; a currency sign may stand before it and a unit after.
const number = /-?[¥￥$€£₹]?\s?-?(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?\s?[万元]?/g;

export function readSchedule(text: string): Schedule {
  const rows: ScheduleRow[] = [];
  const unread: number[] = [];
  let columns: readonly Column[] | undefined;
  let said: readonly Column[] | undefined;
  text.slice(0, mostText).normalize("NFKC").split(/\r?\n/).forEach((line, at) => {
    const found = date.exec(line);
    if (!found) {
      said ??= rows.length === 0 ? headsIn(line) : undefined;
      if (line.trim() && !(rows.length === 0 && headsIn(line))) unread.push(at + 1);
      return;
    }
    const figures = cellsOf(line.slice(found.index + found[0].length));
    const row = (columns = said && said.length === figures.length ? said : usual[figures.length]) && rowOf(found, figures, columns);
    if (!row || rows.length === mostRows) unread.push(at + 1);
    else rows.push(row);
  });
  return { rows, columns: columns ?? [], unread };
}

/** The figures of a line after its date. Between tabs or semicolons a figure may have any separators. */
function cellsOf(line: string): string[] {
  const cells = /[\t;|]/.test(line) ? line.split(/[\t;|]/) : [line];
  return cells.flatMap((cell) => cell.match(number) ?? []).map((text) => readAmount(text).strict);
}

function headsIn(line: string): readonly Column[] | undefined {
  const places = (Object.keys(heads) as Column[]).map((column) => ({ column, at: line.search(heads[column]) })).filter(({ at }) => at >= 0);
  return places.length > 0 && !/\d/.test(line) ? places.sort((one, other) => one.at - other.at).map(({ column }) => column) : undefined;
}

function rowOf(found: RegExpExecArray, figures: readonly string[], columns: readonly Column[]): ScheduleRow | undefined {
  const [, year, month, day, year8, month8, day8] = found;
  const two = (text: string) => text.padStart(2, "0");
  const due = year ? `${year}-${two(month!)}-${two(day!)}` : `${year8}-${month8}-${day8}`;
  const row: ScheduleRow = { due, amount: "" };
  columns.forEach((column, n) => (row[column] = figures[n]!));
  return row.amount ? row : undefined;
}
