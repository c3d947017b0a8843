import assert from "node:assert/strict";
import { test } from "node:test";
import { random, text } from "../random.mjs";
import { source } from "../source.mjs";

const { csvOf, xlsxOf } = await source("src/borrower/sheet.ts");
const { sheetOf } = await source("src/borrower/plan-sheet.ts");
const { crc32 } = await source("src/borrower/crc.ts");
const { en } = await source("src/words/en.ts");
const { zh } = await source("src/words/zh.ts");

/** Reads CSV by the rules of RFC 4180, the slow way. */
function readCSV(file) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < file.length; at++) {
    const sign = file[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (file[at + 1] === '"') cell += file[++at];
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ",") rows.at(-1).push(cell), (cell = "");
    else if (sign === "\r" && file[at + 1] === "\n") rows.at(-1).push(cell), (cell = ""), rows.push([]), at++;
    else cell += sign;
  }
  return rows.slice(0, -1);
}

/** Reads a zip file of stored files from its directory, and compares every copy of every figure. */
function readZip(bytes) {
  const view = new DataView(bytes.buffer);
  const two = (at) => view.getUint16(at, true);
  const four = (at) => view.getUint32(at, true);
  const end = bytes.length - 22;
  assert.equal(four(end), 0x06054b50);
  const files = {};
  let entry = four(end + 16);
  assert.equal(entry + four(end + 12), end);
  for (let n = 0; n < two(end + 10); n++) {
    assert.equal(four(entry), 0x02014b50);
    const at = four(entry + 42);
    assert.equal(four(at), 0x04034b50);
    assert.deepEqual(bytes.slice(at + 4, at + 30), bytes.slice(entry + 6, entry + 32), "the head repeats the directory");
    const length = two(entry + 28);
    const name = Buffer.from(bytes.slice(entry + 46, entry + 46 + length)).toString();
    assert.equal(Buffer.from(bytes.slice(at + 30, at + 30 + length)).toString(), name);
    const body = bytes.slice(at + 30 + length, at + 30 + length + four(entry + 24));
    assert.equal(two(entry + 10), 0, "stored");
    assert.equal(four(entry + 16), crc32(body));
    files[name] = Buffer.from(body).toString();
    entry += 46 + length;
  }
  return files;
}

const unescaped = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
const cellsOf = (worksheet) =>
  worksheet.match(/<row>.*?<\/row>/gs).map((row) => [...row.matchAll(/<c(?: s="(\d)")?[^>]*?(?:\/>|>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>)/gs)].map(([, , value, words]) => value ?? (words === undefined ? "" : unescaped(words))));

test("words that begin like a formula are no formula, and amounts stay as they are", () => {
  const words = ["=1+1", "+1", "-1", "@a", "\tx", "\rx", 'a "b", c', "two\r\nlines", "plain", "违约金", ""];
  const file = csvOf({ heads: ["=head"], rows: [...words.map((text) => [{ text }]), [{ amount: "-0.05" }], [{ day: "2026-12-20" }], [undefined]], digits: 2 });
  assert.ok(file.startsWith("\ufeff'=head\r\n"));
  const cells = readCSV(file.slice(1)).flat();
  assert.deepEqual(cells, ["'=head", "'=1+1", "'+1", "'-1", "'@a", "'\tx", "'\rx", 'a "b", c', "two\r\nlines", "plain", "违约金", "", "-0.05", "2026-12-20", ""]);
});

test("any words come back from CSV and from a workbook as they were", () => {
  for (let seed = 0; seed < 300; seed++) {
    const next = random(seed);
    const rows = Array.from({ length: 1 + next(4) }, () => [{ text: text(next) }, { text: text(next) }]);
    const sheet = { heads: ["a", "b"], rows, digits: 2 };
    const wanted = rows.map((cells) => cells.map(({ text }) => text));
    const csv = readCSV(csvOf(sheet).slice(1)).slice(1);
    const marked = (text) => ("=+-@\t\r".includes(text[0] ?? "none") ? `'${text}` : text);
    assert.deepEqual(csv, wanted.map((cells) => cells.map(marked)), `seed ${seed}`);
    // XML has no control signs and no halves of signs.
    const legal = (text) => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
    assert.deepEqual(cellsOf(readZip(xlsxOf(sheet, "x"))["xl/sheet.xml"]).slice(1), wanted.map((cells) => cells.map(legal)), `seed ${seed}`);
  }
});

test("a workbook has its parts, its amounts as numbers at the currency's digits, and days as days", () => {
  const rows = [[{ amount: "1249.69" }, { amount: "9007199254740993.01" }, { day: "1970-01-01" }, { day: "2026-12-20" }, undefined]];
  const files = readZip(xlsxOf({ heads: ["a"], rows, digits: 3 }, "<计划>"));
  assert.deepEqual(Object.keys(files), ["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml", "xl/sheet.xml"]);
  assert.match(files["xl/workbook.xml"], /<sheet name="&#60;计划&#62;"/);
  assert.match(files["xl/styles.xml"], /formatCode="#,##0\.000"/);
  // Excel counts days so that 1 January 1970 is day 25569; 18616 + 2203 days later is 20 December 2026.
  assert.deepEqual(cellsOf(files["xl/sheet.xml"])[1], ["1249.69", "9007199254740993.01", "25569", `${25569 + (Date.UTC(2026, 11, 20) - Date.UTC(1970, 0, 1)) / 86_400_000}`, ""]);
  assert.match(files["xl/sheet.xml"], /t="inlineStr"><is><t xml:space="preserve">9007199254740993\.01/);
});

test("the same table gives the same bytes", () => {
  const sheet = { heads: ["a"], rows: [[{ amount: "1.00" }]], digits: 2 };
  assert.deepEqual(xlsxOf(sheet, "x"), xlsxOf(sheet, "x"));
});

const answer = {
  currency: "CNY",
  plan: {
    deposit: { amount: "1000.00", due: "2026-11-30" },
    financed: "200.00",
    instalments: [
      { n: 1, due: "2026-12-20", amount: "101.00", principal: "100.00", interest: "1.00", fees: "0.00", balance: "100.00" },
      { n: 2, due: "2027-01-20", amount: "100.50", principal: "100.00", interest: "0.50", fees: "0.00", balance: "0.00" },
    ],
    totals: { paid: "1201.50", interest: "1.50", waived: "0.00", saved: "-1.50" },
  },
};

test("a plan becomes a table with its deposit, its payments and the engine's totals", () => {
  assert.deepEqual(readCSV(csvOf(sheetOf(answer, en)).slice(1)), [
    ["No.", "Date", "Pay (CNY)", "Debt (CNY)", "Interest (CNY)", "Still owed (CNY)"],
    ["Up front", "2026-11-30", "1000.00", "", "", "200.00"],
    ["1", "2026-12-20", "101.00", "100.00", "1.00", "100.00"],
    ["2", "2027-01-20", "100.50", "100.00", "0.50", "0.00"],
    ["Total", "", "1201.50", "", "1.50", ""],
  ]);
  const chinese = readCSV(csvOf(sheetOf(answer, zh)).slice(1));
  assert.deepEqual(chinese[0], ["期", "日期", "应还 (CNY)", "欠款 (CNY)", "利息 (CNY)", "剩余 (CNY)"]);
});
