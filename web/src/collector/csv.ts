// Reads comma-separated values by RFC 4180, a piece of text at a time.

import { Refused } from "./accounts.ts";

/** A row of cells with the line on which it begins. A row that cannot be read says why. */
export type CsvRow = { line: number; cells: string[] } | { line: number; refused: "quote_text" };

/** A row of an account is short; what is longer is a quote that nobody closed. */
const longestRow = 64 << 10;
const mostCells = 100;

/** Reads rows out of pieces of text. Lines end in LF, CRLF or CR; the cells of the first line say which of comma, semicolon and tab parts them. */
export class CsvReader {
  private cells: string[] = [];
  private cell = "";
  private state: "start" | "plain" | "quoted" | "closed" = "start";
  private bad = false;
  private length = 0;
  private line = 1;
  private begun = 1; // the line on which the row begins
  private afterCarriageReturn = false;
  private delimiter = "";
  private head = ""; // the text until its first line is whole

  /** The rows that a further piece completes. */
  *read(piece: string): Generator<CsvRow> {
    if (this.delimiter) return yield* this.scan(piece);
    this.head += piece;
    if (/[\r\n]/.test(this.head) || this.head.length > longestRow) yield* this.begin();
  }

  private *begin(): Generator<CsvRow> {
    this.delimiter = delimiterOf(this.head);
    yield* this.scan(this.head);
    this.head = "";
  }

  private *scan(piece: string): Generator<CsvRow> {
    for (const sign of piece) {
      const lineFeed = sign === "\n" && this.afterCarriageReturn;
      this.afterCarriageReturn = sign === "\r" && this.state !== "quoted";
      if (lineFeed) continue; // the second half of a line's end
      if (++this.length > longestRow) throw new Refused(this.state === "quoted" ? "quote_open" : "too_long", this.begun);
      if ((sign === "\n" || sign === "\r") && this.state !== "quoted") {
        this.line++;
        yield* this.finish();
      } else {
        if (sign === "\n") this.line++;
        this.take(sign);
      }
    }
  }

  /** The last row, where the text does not end in a line's end. */
  *end(): Generator<CsvRow> {
    if (this.head) yield* this.begin();
    if (this.state === "quoted") throw new Refused("quote_open", this.begun);
    yield* this.finish();
  }

  private take(sign: string) {
    if (this.state === "quoted") {
      if (sign === '"') this.state = "closed";
      else this.cell += sign;
    } else if (sign === this.delimiter) {
      this.cells.push(this.cell);
      if (this.cells.length > mostCells) throw new Refused("too_many_cells", this.begun);
      this.cell = "";
      this.state = "start";
    } else if (sign === '"' && this.state === "start") {
      this.state = "quoted";
    } else if (sign === '"' && this.state === "closed") {
      this.cell += '"'; // two quotes within quotes are one
      this.state = "quoted";
    } else {
      if (this.state === "closed") this.bad = true; // text behind a closing quote
      this.state = "plain";
      this.cell += sign;
    }
  }

  private *finish(): Generator<CsvRow> {
    const line = this.begun;
    const row: CsvRow = this.bad ? { line, refused: "quote_text" } : { line, cells: [...this.cells, this.cell] };
    const blank = this.cells.length === 0 && this.cell === "" && !this.bad;
    this.cells = [];
    this.cell = "";
    this.state = "start";
    this.bad = false;
    this.length = 0;
    this.begun = this.line;
    if (!blank) yield row;
  }
}

function delimiterOf(text: string): string {
  const [first = ""] = text.split(/[\r\n]/, 1);
  const counts = [",", ";", "\t"].map((sign) => [sign, first.split(sign).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
