import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { assessOf, dayOf, readHistory, withColumn, withKind } = await source("src/history.ts");
const { blank } = await source("src/fields.ts");

const read = (history, more = {}) => readHistory({ ...blank("2026-11-24"), history, ...more });
const entries = (history, more) => read(history, more).rows.flatMap(({ entry }) => entry ?? []);

const days = [
  ["2026-07-05", "ymd", "2026-07-05"],
  ["2026/7/5", "ymd", "2026-07-05"],
  ["２０２６年7月5日", "ymd", "2026-07-05"],
  ["20260705", "ymd", "2026-07-05"],
  ["2026-07-05 13:45:01", "ymd", "2026-07-05"],
  ["05/07/2026", "dmy", "2026-07-05"],
  ["05/07/2026", "mdy", "2026-05-07"],
  ["31.12.2026", "dmy", "2026-12-31"],
  ["31/12/2026", "mdy", ""], // there is no month 31
  ["2026-02-30", "ymd", ""],
  ["1234.50", "ymd", ""],
  ["2026.12", "ymd", ""], // an amount
  ["202607", "ymd", ""],
  ["", "ymd", ""],
];
for (const [text, order, day] of days) test(`"${text}", ${order}, is ${day || "no day"}`, () => assert.equal(dayOf(text, order), day));

test("a Chinese card statement copied from a spreadsheet", () => {
  const { columns, heads } = read("交易日期\t交易摘要\t交易金额\t余额\n2026-06-05\t上期欠款\t28,000.00\t28,000.00\n");
  assert.deepEqual(heads, ["交易日期", "交易摘要", "交易金额", "余额"]);
  assert.deepEqual(columns, ["date", "text", "amount", "skip"]);
  assert.deepEqual(entries("交易日期\t交易摘要\t交易金额\n2026-06-05\t上期欠款\t28,000.00\n2026-07-05\t透支利息\t1,240.50\n2026-07-08\t还款\t-500.00\n2026-07-15\t违约金\t180.00\n2026-07-16\t罚息\t12.30\n2026-07-17\t取现\t1.2千\n"), [
    { date: "2026-06-05", kind: "purchase", amount: "28000.00" },
    { date: "2026-07-05", kind: "fee", amount: "1240.50", component: "interest" },
    { date: "2026-07-08", kind: "payment", amount: "500.00" },
    { date: "2026-07-15", kind: "fee", amount: "180.00", component: "fees" },
    { date: "2026-07-16", kind: "fee", amount: "12.30", component: "penalty" },
    { date: "2026-07-17", kind: "advance", amount: "1200" },
  ]);
});

test("a British one with a column for each way, quotes and commas", () => {
  assert.deepEqual(
    entries('Date,Description,Money out,Money in\n01/07/2026,"Balance, brought forward","3,900.00",\n15/07/2026,Interest charged,62.40,\n20/07/2026,Thank you,,100.00\n', { history_days: "dmy" }),
    [
      { date: "2026-07-01", kind: "purchase", amount: "3900.00" },
      { date: "2026-07-15", kind: "fee", amount: "62.40", component: "interest" },
      { date: "2026-07-20", kind: "payment", amount: "100.00" },
    ],
  );
});

test("rows without a heading are read by what is in them", () => {
  assert.deepEqual(read("2026-07-01;Shop;12.50\n2026-07-02;Shop;7\n").columns, ["date", "text", "amount"]);
});

test("a row that cannot be read is named by its line and left out, and the rest stays", () => {
  const { rows } = read("Date,Text,Amount\n\n2026-07-01,Shop,12.50\nyesterday,Shop,1\n2026-07-02,Shop,a lot\n2026-07-03,Nothing,0.00\n");
  assert.deepEqual(rows.map(({ line, fault }) => [line, fault]), [[3, undefined], [4, "date"], [5, "amount"], [6, undefined]]);
  assert.deepEqual(rows.map(({ entry }) => entry?.amount), ["12.50", undefined, undefined, undefined]);
});

test("a column and a row can be put right by hand", () => {
  const text = "2026-07-01,2026-07-02,Transfer,5.00\n";
  const { columns } = read(text);
  assert.deepEqual(columns, ["date", "skip", "text", "amount"]);
  let changed = withColumn(columns, 0, "skip");
  changed = withColumn(changed.split(","), 1, "date");
  assert.deepEqual(entries(text, { history_columns: changed, history_kinds: withKind("", 1, "payment") }), [{ date: "2026-07-02", kind: "payment", amount: "5.00" }]);
  assert.equal(withKind("1:payment,2:fees", 1, "skip"), "2:fees,1:skip");
  assert.deepEqual(entries(text, { history_kinds: "1:skip" }), []);
});

test("choices that nobody made are not followed", () => {
  assert.deepEqual(entries("2026-07-01,Shop,5.00\n", { history_columns: "constructor,__proto__", history_kinds: "1:constructor,x" }), [
    { date: "2026-07-01", kind: "purchase", amount: "5.00" },
  ]);
});

test("the engine is asked with the bank's own charges and no rule of its own", () => {
  const fields = { ...blank("2026-11-24", "GBP"), owing: "history", history: "2026-07-01,Shop,12.50\n" };
  assert.deepEqual(assessOf(fields, readHistory(fields)), {
    as_of: "2026-11-24",
    currency: "GBP",
    rules: [],
    allocation: ["costs", "fees", "penalty", "compound", "interest", "principal"],
    entries: [{ date: "2026-07-01", kind: "purchase", amount: "12.50" }],
  });
});
