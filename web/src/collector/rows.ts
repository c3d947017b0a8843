// The rows of a file of accounts, one after the other: a table of comma-separated
// values, or one JSON value to a line. A file is never held whole.

import { components } from "../debt.ts";
import { Refused, type RefusalCode } from "./accounts.ts";
import { CsvReader, type CsvRow } from "./csv.ts";
import { parsed, type Tree } from "./tree.ts";

/** A row, or why it is not read. */
export type Row = { line: number; value: Tree } | { line: number; refused: RefusalCode };

/** Bounds of a file. */
export const mostRows = 100_000;
export const largestFile = 64 << 20;
/** What the engine reads at most. */
const longestLine = 256 << 10;

/** Reads a file. Throws Refused for one that is no file of accounts; `read` is told how many bytes are behind. */
export async function* readRows(file: Blob, read: (bytes: number) => void = () => {}): AsyncGenerator<Row> {
  if (file.size > largestFile) throw new Refused("file_too_large");
  const pieces = textOf(file, read);
  const first = await pieces.next();
  if (first.done || first.value.trim() === "") throw new Refused("empty");
  const whole = joined(first.value, pieces);
  let rows = 0;
  for await (const row of /^\s*\{/.test(first.value) ? jsonRows(whole, file.size) : csvRows(whole)) {
    if (++rows > mostRows) throw new Refused("too_many_rows", row.line);
    yield row;
  }
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** So much is read at a time that a reader sees it go on. */
const pieceSize = 4 << 10;

/** The text of a file: UTF-8, or GB 18030 as spreadsheets in Chinese write it. */
async function* textOf(file: Blob, read: (bytes: number) => void): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let ascii = true; // so far either encoding would do
  for (let from = 0; from < file.size; from += pieceSize) {
    const bytes = new Uint8Array(await file.slice(from, from + pieceSize).arrayBuffer());
    if (from === 0) refuseBinary(bytes);
    if (!decoder || ascii) decoder = decoderOf(bytes);
    ascii &&= bytes.every((byte) => byte < 0x80);
    const text = decode(decoder, bytes, from + pieceSize >= file.size);
    if (text.includes("\0")) throw new Refused("binary");
    if (text !== "") yield text;
    read(from + bytes.length);
  }
}

function decode(decoder: TextDecoder, chunk: Uint8Array, last: boolean): string {
  try {
    return decoder.decode(chunk, { stream: !last });
  } catch {
    throw new Refused("encoding");
  }
}

function decoderOf(chunk: Uint8Array): TextDecoder {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(chunk, { stream: true });
    return new TextDecoder("utf-8", { fatal: true });
  } catch {
    return new TextDecoder("gb18030", { fatal: true });
  }
}

/** A workbook is the most likely file that is no text. */
function refuseBinary(bytes: Uint8Array) {
  const begins = (...signature: number[]) => signature.every((byte, n) => bytes[n] === byte);
  if (begins(0x50, 0x4b, 3, 4) || begins(0xd0, 0xcf, 0x11, 0xe0)) throw new Refused("spreadsheet");
  if (bytes.includes(0)) throw new Refused("binary");
}

async function* jsonRows(pieces: AsyncIterable<string>, size: number): AsyncGenerator<Row> {
  if (size <= longestLine) {
    // One request may be written over several lines.
    const text = await all(pieces);
    const value = parsed(text);
    if (value) return yield { line: 1, value };
    pieces = joined(text, empty());
  }
  let number = 0;
  for await (const text of lines(pieces)) {
    number++;
    if (text.trim() === "") continue;
    const value = parsed(text);
    yield value ? { line: number, value } : { line: number, refused: "json" };
  }
}

async function* empty(): AsyncGenerator<string> {}

async function all(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let number = 1;
  for await (const piece of pieces) {
    const parts = (rest + piece).split("\n");
    rest = parts.pop()!;
    for (const line of parts) {
      yield line;
      number++;
    }
    if (rest.length > longestLine) throw new Refused("too_long", number);
  }
  if (rest !== "") yield rest;
}

async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<Row> {
  let columns: string[] | undefined;
  for await (const row of csvOf(pieces)) {
    if ("refused" in row) {
      if (!columns) throw new Refused(row.refused, row.line);
      yield row;
    } else if (!columns) {
      columns = columnsOf(row.cells);
    } else {
      yield rowOf(columns, row);
    }
  }
}

async function* csvOf(pieces: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  const reader = new CsvReader();
  for await (const piece of pieces) yield* reader.read(piece);
  yield* reader.end();
}

function rowOf(columns: string[], { line, cells }: { line: number; cells: string[] }): Row {
  if (cells.length > columns.length) return { line, refused: "cells" };
  return { line, value: Object.fromEntries(cells.map((cell, n) => [columns[n]!, cell]).filter(([, cell]) => cell !== "")) };
}

/** The columns by the engine's names; Chinese heads are known as well. */
function columnsOf(cells: string[]): string[] {
  const names = cells.map((cell) => {
    const head = cell.normalize("NFKC").trim();
    return chineseHeads.get(head) ?? head.toLowerCase().replace(/[\s-]+/g, "_");
  });
  if (!names.some((name) => (components as readonly string[]).includes(name))) throw new Refused("no_columns", 1);
  if (new Set(names).size < names.length) throw new Refused("column_twice", 1);
  return names;
}

const chineseHeads = new Map([
  ["编号", "reference"], ["账户编号", "reference"], ["账户", "reference"],
  ["本金", "principal"], ["利息", "interest"], ["罚息", "penalty"], ["复利", "compound"],
  ["违约金", "fees"], ["费用", "fees"], ["追讨费用", "costs"], ["实现债权的费用", "costs"],
  ["逾期日", "oldest_due"], ["最早逾期日", "oldest_due"], ["每月可还", "per_period"], ["首付款", "deposit"],
  ["发薪日", "payday"], ["最早还款日", "earliest"], ["最晚还清日", "latest_finish"], ["总额上限", "total_cap"],
  ["分类", "segment"], ["困难", "hardship"], ["币种", "currency"], ["截至", "as_of"], ["规则", "pack"],
]);
