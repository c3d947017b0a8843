// A plan as a table for a spreadsheet: as CSV, and as a workbook of Excel 2007
// and later, which is a zip file of XML. Figures stay the engine's texts.

import { crc32 } from "./crc.ts";

/** A cell: words, an amount of money as the engine wrote it, or a day as YYYY-MM-DD. */
export type Cell = { text: string } | { amount: string } | { day: string } | undefined;

export interface Sheet {
  heads: string[];
  rows: Cell[][];
  /** Digits after the point of the amounts. */
  digits: number;
}

/** CSV as Excel reads it in every language: with a byte order mark, and lines that end in CR LF. */
export function csvOf({ heads, rows }: Sheet): string {
  const lines = [heads.map((text): Cell => ({ text })), ...rows];
  return "\ufeff" + lines.map((cells) => cells.map(csvCell).join(",") + "\r\n").join("");
}

function csvCell(cell: Cell): string {
  if (!cell) return "";
  if ("amount" in cell) return cell.amount;
  if ("day" in cell) return cell.day;
  // A spreadsheet would run a text that begins like a formula.
  const text = /^[=+\-@\t\r]/.test(cell.text) ? `'${cell.text}` : cell.text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const styled = { words: 0, amount: 1, day: 2, head: 3 };

/** The same table as the bytes of an .xlsx file. The same table gives the same bytes. */
export function xlsxOf(sheet: Sheet, name: string): Uint8Array<ArrayBuffer> {
  const part = (file: string, type: string) => `<Override PartName="/xl/${file}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const relations = (...list: [string, string][]) =>
    `<Relationships xmlns="${packages}/relationships">${list.map(([type, target], n) => `<Relationship Id="r${n + 1}" Type="${office}/${type}" Target="${target}"/>`).join("")}</Relationships>`;
  return zip({
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("workbook", "sheet.main")}${part("styles", "styles")}${part("sheet", "worksheet")}</Types>`,
    "_rels/.rels": relations(["officeDocument", "xl/workbook.xml"]),
    "xl/_rels/workbook.xml.rels": relations(["worksheet", "sheet.xml"], ["styles", "styles.xml"]),
    "xl/workbook.xml": `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets><sheet name="${xml(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/styles.xml": stylesOf(sheet.digits),
    "xl/sheet.xml": worksheetOf(sheet),
  });
}

function stylesOf(digits: number): string {
  const amount = `#,##0${digits > 0 ? `.${"0".repeat(digits)}` : ""}`;
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  const cell = (format: number, font: number) => `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  return `<styleSheet xmlns="${spreadsheet}"><numFmts count="2"><numFmt numFmtId="164" formatCode="${amount}"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
    `<fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
    `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">${cell(0, 0)}${cell(164, 0)}${cell(165, 0)}${cell(0, 1)}</cellXfs></styleSheet>`;
}

function worksheetOf({ heads, rows }: Sheet): string {
  const line = (cells: string[]) => `<row>${cells.join("")}</row>`;
  return `<worksheet xmlns="${spreadsheet}"><cols><col min="1" max="${heads.length}" width="16" customWidth="1"/></cols><sheetData>` +
    `${line(heads.map((text) => words(text, styled.head)))}${rows.map((cells) => line(cells.map(xlsxCell))).join("")}</sheetData></worksheet>`;
}

function xlsxCell(cell: Cell): string {
  if (!cell) return "<c/>";
  if ("text" in cell) return words(cell.text, styled.words);
  if ("day" in cell) return `<c s="${styled.day}"><v>${Date.parse(cell.day) / 86_400_000 + 25_569}</v></c>`; // days since the end of 1899
  // A workbook keeps 15 digits of a number; more of them are kept as words.
  return cell.amount.replace(/\D/g, "").length > 15 ? words(cell.amount, styled.words) : `<c s="${styled.amount}"><v>${cell.amount}</v></c>`;
}

const words = (text: string, style: number) => `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;

const xml = (text: string) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A zip file of texts that are stored as they are. */
function zip(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const bodies: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path);
    const body = encoder.encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
    // Version 2.0, no flags, stored, on 1 January 1980; sum, sizes, length of the name.
    const described = [...little2(20, 0, 0, 0, 0x21), ...little4(crc32(body), body.length, body.length), ...little2(name.length, 0)];
    const head = Uint8Array.from([...little4(0x04034b50), ...described, ...name]);
    entries.push(Uint8Array.from([...little4(0x02014b50), ...little2(20), ...described, ...little2(0, 0, 0), ...little4(0, at), ...name]));
    bodies.push(head, body);
    at += head.length + body.length;
  }
  const count = entries.length;
  const size = entries.reduce((total, { length }) => total + length, 0);
  const end = Uint8Array.from([...little4(0x06054b50), ...little2(0, 0, count, count), ...little4(size, at), ...little2(0)]);
  const whole = new Uint8Array(at + size + end.length);
  let place = 0;
  for (const part of [...bodies, ...entries, end]) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

const little2 = (...list: number[]) => list.flatMap((n) => [n & 255, n >>> 8]);
const little4 = (...list: number[]) => list.flatMap((n) => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24]);
