import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";
import { alike } from "../words.mjs";

const { accountOf, checkOf, emptyFacts, exampleFacts, reconcileOf } = await source("src/check/facts.ts");
const { forecastOf, months } = await source("src/borrower/outlook-request.ts");
const { check: en } = await source("src/words/check.en.ts");
const { check: zh } = await source("src/words/check.zh.ts");

test("nothing is asked before there is something to ask", () => {
  const empty = emptyFacts("2026-11-23", "CNY");
  assert.deepEqual([accountOf(empty), reconcileOf(empty), checkOf(empty)], [undefined, undefined, undefined]);
  assert.equal(reconcileOf({ ...empty, claimed: "100" }), undefined);
});

test("the facts become an account in the order of its days, in the strict form", () => {
  const facts = {
    ...emptyFacts("2026-03-01", "CNY"), pack: "", rate: "１２%", rate_per: "year", penalty: "0.05", penalty_per: "day", claimed: "1.04万",
    lines: [{ date: "2026-01-31", kind: "instalment_due", amount: "1万" }, { date: "2026-01-01", kind: "advance", amount: "¥10,000" }, { date: "", kind: "fee", amount: "5" }, { date: "2026-01-05", kind: "fee", amount: "" }],
  };
  assert.deepEqual(reconcileOf(facts), {
    as_of: "2026-03-01",
    currency: "CNY",
    rules: [
      { name: "interest", into: "interest", on: ["principal"], rate: { value: "0.12", per: "year" } },
      { name: "penalty interest", into: "penalty", on: ["principal"], rate: { value: "0.0005", per: "day" }, from: "due_date" },
    ],
    entries: [{ date: "2026-01-01", kind: "advance", amount: "10000" }, { date: "2026-01-31", kind: "instalment_due", principal: "10000" }],
    lender: { total: "10400" },
  });
});

test("an offer is asked with what is stated of it, and nothing that is not", () => {
  const facts = { ...emptyFacts("2026-03-01", "CNY"), pack: "", schedule: "2026-04-01 100" };
  const asked = { as_of: "2026-03-01", currency: "CNY", schedule: [{ due: "2026-04-01", amount: "100" }] };
  assert.deepEqual(checkOf(facts), asked);
  assert.deepEqual(checkOf({ ...facts, said_rate: "6", said_total: "100" }), { ...asked, stated: { total: "100", annual_rate: { value: "0.06" } } });
  assert.deepEqual(checkOf(exampleFacts).schedule.length, 3);
});

test("the account ahead has each part of the claim once", () => {
  const request = forecastOf({ as_of: "2026-11-23", currency: "CNY", claim: { components: { principal: "100", fees: "5" } }, terms: {} }, [], 12, "0.1");
  assert.deepEqual(request.entries, [{ date: "2026-11-23", kind: "advance", amount: "100" }, { date: "2026-11-23", kind: "fee", component: "fees", amount: "5" }]);
  assert.deepEqual(request.scenarios, [{ name: "nothing", pays: "nothing" }, { name: "minimum", pays: "minimum", minimum: { share: "0.1" } }]);
});

test("months are counted with the one that has begun, and stay within what the engine looks ahead", () => {
  assert.equal(months("2026-11-23", "2026-12-23"), 1);
  assert.equal(months("2026-11-23", "2026-12-24"), 2);
  assert.equal(months("2026-11-23", "2026-11-24"), 1);
  assert.equal(months("2026-11-23", "2028-11-20"), 24);
  assert.equal(months("2026-11-23", "2076-11-23"), 120);
});

test("both languages say everything of the check, with the same slots", () => alike(en, zh));

test("a problem's place is told as the reader sees it", () => {
  assert.deepEqual(["#/entries/2/amount", "#/schedule/0/due", "#/rules/0/rate/value", "#/lender/total", "#/odd"].map(en.place), ["Line 3 by date", "Payment 1", "A rate", "They say I owe", "An entry"]);
  assert.deepEqual(["#/entries/2/amount", "#/constructor"].map(zh.place), ["按日期第 3 笔", "有一项"]);
});
