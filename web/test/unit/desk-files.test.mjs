import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { CsvReader, csvLine, readRows, accountOf, Refused } = await source("src/collector/csv-line.ts", "src/collector/csv.ts", "src/collector/rows.ts", "src/collector/accounts.ts");

const rowsOf = (...pieces) => {
  const reader = new CsvReader();
  return [...pieces.flatMap((piece) => [...reader.read(piece)]), ...reader.end()];
};
const cellsOf = (...pieces) => rowsOf(...pieces).map(({ cells, refused }) => cells ?? refused);

const read = async (...parts) => {
  const rows = [];
  for await (const row of readRows(new Blob(parts))) rows.push(row);
  return rows;
};
const refused = (code, line) => (error) => error instanceof Refused && error.code === code && (line === undefined || error.line === line);

/** A file that says it is large without being so. */
const large = (size) => ({ size });

test("comma-separated values are read as RFC 4180 has them", () => {
  for (const [text, want] of [
    ["a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]],
    ["a,b\nc,d", [["a", "b"], ["c", "d"]]],
    ["a,b\rc,d\r", [["a", "b"], ["c", "d"]]],
    ["a,,\n", [["a", "", ""]]],
    ['"a,1","b ""x"""\n', [["a,1", 'b "x"']]],
    ['"two\r\nlines",c\n', [["two\r\nlines", "c"]]],
    ["\n\na\n\n", [["a"]]],
    ["a;b,c\nd;e\n", [["a;b", "c"], ["d;e"]]], // as many commas as semicolons: a comma parts them
    ["a;b;c\n1,5;2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]],
    ["a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]],
    ['in the "middle",b\n', [['in the "middle"', "b"]]],
    ['"closed"open,b\nc,d\n', ["quote_text", ["c", "d"]]],
    ["", []],
  ]) {
    assert.deepEqual(cellsOf(text), want, text);
    assert.deepEqual(cellsOf(...text), want, `${text}, a sign at a time`);
  }
});

test("a row says on which line it begins", () => {
  assert.deepEqual(rowsOf('a\n"two\nlines"\nb\n').map(({ line }) => line), [1, 2, 4]);
});

test("what is written is read back, however it is cut", () => {
  // A small generator with a fixed seed: signs that matter to CSV, often.
  let seed = 7;
  const next = (below) => (seed = (seed * 48271) % 2147483647) % below;
  const signs = [",", '"', "\n", "\r", ";", "\t", " ", "a", "本", "0", "."];
  for (let round = 0; round < 2_000; round++) {
    const cells = Array.from({ length: 2 + next(4) }, () => Array.from({ length: next(6) }, () => signs[next(signs.length)]).join(""));
    // A table of commas begins with a line of names.
    const text = `name,name,name,name,name,name\r\n${csvLine(cells)}`;
    const cut = next(text.length);
    const unmarked = (cell) => cell.replace(/^'(?=\s*[=+\-@\t\r])/, "");
    const [, got] = cellsOf(text.slice(0, cut), text.slice(cut));
    assert.deepEqual(got.map(unmarked), cells, JSON.stringify(cells));
  }
});

test("no cell is a formula to a spreadsheet, and figures stay figures", () => {
  for (const [cell, want] of [
    ["=1+1", "'=1+1"], ["+cmd", "'+cmd"], ["-2+3", "'-2+3"], ["@SUM(A1)", "'@SUM(A1)"], ["\tx", `"'\tx"`], ["\rx", `"'\rx"`],
    [" =1", "' =1"], ["＝1", "'＝1"], ["-12.50", "-12.50"], ["12.50", "12.50"], ["-", "'-"], ["plain", "plain"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ]) assert.equal(csvLine([cell]), `${want}\r\n`, cell);
});

test("files are read as text in UTF-8 or GB 18030, with columns in either language", async () => {
  const want = [{ line: 2, value: { reference: "A-1", principal: "100.00" } }];
  assert.deepEqual(await read("reference,principal\nA-1,100.00\n"), want);
  assert.deepEqual(await read("\uFEFFReference;Principal\r\nA-1;100.00\r\n"), want);
  assert.deepEqual(await read("编号,本金\nA-1,100.00\n"), want);
  const chinese = [0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xb1, 0xbe, 0xbd, 0xf0, 0x0a]; // 编号,本金 in GB 18030
  assert.deepEqual(await read(new Uint8Array(chinese), "A-1,100.00\n"), want);
  const late = await read("principal,segment\n", "1,a\n".repeat(3_000), "1,", new Uint8Array([0xb1, 0xbe])); // 本, long after the first Latin piece
  assert.equal(late.at(-1).value.segment, "本");
});

test("JSON is read a line at a time, or as one value written over several", async () => {
  const claim = { components: { principal: "5" } };
  assert.deepEqual(await read(JSON.stringify({ claim }, null, 2)), [{ line: 1, value: { claim } }]);
  assert.deepEqual(await read(`{"principal":"1"}\n\nnothing\n[1]\n{"principal":"2"}\n`), [
    { line: 1, value: { principal: "1" } },
    { line: 3, refused: "json" },
    { line: 4, refused: "json" },
    { line: 5, value: { principal: "2" } },
  ]);
});

test("files that are none of accounts are refused, with the line where one is to blame", async () => {
  await assert.rejects(read(""), refused("empty"));
  await assert.rejects(read("  \n"), refused("empty"));
  await assert.rejects(read("PK\u0003\u0004rest"), refused("spreadsheet"));
  await assert.rejects(read(new Uint8Array([0xff, 0xfe, 0x61, 0])), refused("binary"));
  await assert.rejects(read("principal\n1\n", "\0"), refused("binary"));
  await assert.rejects(read(new Uint8Array([0xff, 0xff, 0xff, 0xff])), refused("encoding"));
  await assert.rejects(read("principal\n", "1\n".repeat(5_000), new Uint8Array([0xc3])), refused("encoding")); // a sign that is cut off
  await assert.rejects(read("name,phone\nx,1\n"), refused("no_columns", 1));
  await assert.rejects(read("principal,Principal\n1,2\n"), refused("column_twice", 1));
  await assert.rejects(read('principal\n1\n"2\n3\n'), refused("quote_open", 3));
  await assert.rejects(read(`principal\n"${"x".repeat(70_000)}`), refused("quote_open", 2));
  await assert.rejects(read(`principal\n${"x".repeat(70_000)}`), refused("too_long", 2));
  await assert.rejects(read(`principal${",x".repeat(200)}\n`), refused("too_many_cells", 1));
  await assert.rejects(read(`{"a":1}\n`, "{".repeat(300_000)), refused("too_long", 2));
  await assert.rejects(async () => { for await (const _ of readRows(large(65 << 20))); }, refused("file_too_large"));
});

test("a row with more cells than columns is told and the next one read", async () => {
  assert.deepEqual(await read("principal\n1,2\n3\n"), [{ line: 2, refused: "cells" }, { line: 3, value: { principal: "3" } }]);
});

test("more rows than are read end the file", async () => {
  await assert.rejects(async () => { for await (const _ of readRows(new Blob(["principal\n", "1\n".repeat(100_001)]))); }, refused("too_many_rows", 100_002));
});

const defaults = { as_of: "2026-11-24", currency: "CNY" };
const nobody = () => assert.fail("the engine has nothing to say here");

test("the columns of a table become the claim and the budget, in the strict form", async () => {
  const row = {
    reference: "A-1", principal: "１.2万", interest: "1,642.50", oldest_due: "2026/7/5", per_period: "¥500", payday: "10", latest_finish: "2029年12月31日",
    hardship: "是", currency: "GBP", phone: "secret",
  };
  assert.deepEqual(await accountOf(row, defaults, nobody), {
    account: {
      as_of: "2026-11-24", currency: "GBP", hardship: true,
      claim: { components: { principal: "12000", interest: "1642.50" }, oldest_due: "2026-07-05" },
      budget: { per_period: "500", payday: 10, latest_finish: "2029-12-31" },
    },
    reference: "A-1",
    unused: ["phone"],
  });
});

test("a request of the engine is taken as it is, and what is not understood goes on to the engine", async () => {
  const claim = { components: { principal: "ten" } };
  assert.deepEqual(await accountOf({ claim, view: "borrower", odd: 1 }, defaults, nobody), {
    account: { ...defaults, claim }, reference: "", unused: ["odd"],
  });
  const { account } = await accountOf({ principal: "ten", payday: "soon" }, defaults, nobody);
  assert.deepEqual([account.claim.components, account.budget], [{ principal: "ten" }, { payday: "soon" }]);
});

test("of a history the engine says what is owed", async () => {
  const history = { pack: "cn-card", rules: [], entries: [{ date: "2026-03-30", kind: "purchase", amount: "1000.00" }] };
  const asked = [];
  const assess = async (op, request) => {
    asked.push([op, request]);
    return { answer: { as_of: "2026-11-24", currency: "CNY", claim: { components: { principal: "1000.00" }, total: "1000.00", days_overdue: 0 } } };
  };
  assert.deepEqual(await accountOf(history, defaults, assess), {
    account: { ...defaults, pack: "cn-card", claim: { components: { principal: "1000.00" } } }, reference: "", total: "1000.00", unused: [],
  });
  assert.deepEqual(asked, [["assess", { ...defaults, ...history }]]);
  const problems = [{ code: "missing_key", pointer: "#/rules", detail: "" }];
  assert.deepEqual(await accountOf(history, defaults, async () => ({ problems })), { problems });
});
