import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { calendar } = await source("src/files.ts");
const { sheetOf } = await source("src/borrower/plan-sheet.ts");
const { csvOf } = await source("src/borrower/sheet.ts");
const { formatter } = await source("src/format.ts");
const { en } = await source("src/words/en.ts");
const { zh } = await source("src/words/zh.ts");

const row = (n, due, amount, balance) => ({ n, nominal: due, due, days: 30, amount, principal: amount, interest: "0.00", fees: "0.00", balance });
const answer = {
  currency: "CNY", claim_total: "30000.00", as_of: "2026-11-24",
  plan: {
    financed: "29000.00", deposit: { amount: "1000.00", due: "2026-12-01" }, count: 2, amount: "14500.00",
    instalments: [row(1, "2026-12-20", "14500.00", "14500.00"), row(2, "2027-01-20", "14500.00", "0.00")],
    totals: { paid: "30000.00", interest: "0.00", waived: "0.00", saved: "0.00" },
  },
};

for (const [language, words] of [["en", en], ["zh-CN", zh]]) {
  const text = calendar(answer, words, formatter(language, "CNY"), 1_795_000_000);
  const lines = text.split("\r\n");

  test(`${language}: reminders are all-day events, one for each sum, with the day before as alarm`, () => {
    const unfolded = text.replaceAll("\r\n ", "").split("\r\n");
    const of = (name) => unfolded.filter((line) => line.startsWith(name));
    assert.deepEqual(of("DTSTART"), ["DTSTART;VALUE=DATE:20261201", "DTSTART;VALUE=DATE:20261220", "DTSTART;VALUE=DATE:20270120"]);
    assert.equal(new Set(of("UID:")).size, 3);
    assert.equal(of("TRIGGER:-P1D").length, 3);
    assert.match(of("SUMMARY")[1], /14\\,500\.00.*1\/2/); // a comma is escaped
    assert.equal(of("BEGIN").length, of("END").length);
  });

  test(`${language}: no line of the reminders is longer than 75 octets, and none ends bare`, () => {
    assert.deepEqual(lines.filter((line) => new TextEncoder().encode(line).length > 75), []);
    assert.equal(text.replaceAll("\r\n", "").includes("\n"), false);
    assert.equal(text.includes("\uFFFD"), false);
  });

  test(`${language}: another plan for the same debt replaces its reminders`, () => {
    const uids = (of) => calendar(of, words, formatter(language, "CNY"), 1).match(/^UID:.*$/gm);
    const changed = { ...answer, plan: { ...answer.plan, amount: "1.00", instalments: answer.plan.instalments.slice(0, 1) } };
    assert.deepEqual(uids(changed), uids(answer).slice(0, 2));
  });

  test(`${language}: the table has every payment as plain decimals, and what adds up below`, () => {
    const csv = csvOf(sheetOf(answer, words));
    assert.equal(csv.charCodeAt(0), 0xfeff);
    const rows = csv.slice(1).split("\r\n").map((line) => line.split(","));
    assert.deepEqual(rows[1].slice(1, 3), ["2026-12-01", "1000.00"]);
    assert.deepEqual(rows[3], ["2", "2027-01-20", "14500.00", "14500.00", "0.00", "0.00"]);
    assert.equal(rows[4][2], "30000.00");
    assert.equal(rows.length, 6); // a heading, a deposit, two payments, the sum, and the end
  });
}

test("a heading that a spreadsheet would compute is quoted", () => {
  assert.match(csvOf(sheetOf(answer, { ...en, number: "=1+1", date: 'a "day", or two' })), /^\uFEFF'=1\+1,"a ""day"", or two",/);
});
