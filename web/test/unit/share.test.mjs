import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";
import { alike } from "../words.mjs";

const { emptyDebt, emptyFacts, exampleOf, shareOf } = await source("src/share/facts.ts");
const { words } = await source("src/share/words.ts");

const called = (n) => `Debt ${n}`;

test("nothing is asked before there is a sum and a debt", () => {
  const empty = emptyFacts("2026-11-24");
  assert.equal(shareOf(empty, called), undefined);
  assert.equal(shareOf({ ...empty, monthly: "100" }, called), undefined);
  assert.equal(shareOf({ ...empty, debts: [{ ...emptyDebt, balance: "100" }] }, called), undefined);
});

test("the debts are asked about in the strict form, each by a name of its own", () => {
  const facts = {
    currency: "CNY", as_of: "2026-11-24", monthly: "１，６００元",
    debts: [{ ...emptyDebt, name: "Card", balance: "1.2万", rate: "18.25" }, emptyDebt, { ...emptyDebt, name: " Card ", balance: "8,000", minimum: "400" }, { ...emptyDebt, balance: "3000", first: true }],
  };
  assert.deepEqual(shareOf(facts, called), {
    as_of: "2026-11-24", currency: "CNY", budget: { per_period: "1600" },
    debts: [
      { name: "Card", balance: "12000", rate: { value: "0.1825", per: "year" }, priority: 2 },
      { name: "Card (2)", balance: "8000", minimum: "400", priority: 2 },
      { name: "Debt 3", balance: "3000", priority: 1 },
    ],
  });
});

test("the example is one that can be asked, and both languages say everything with the same slots", () => {
  assert.equal(shareOf(exampleOf(words.en.exampleNames), called).debts.length, 3);
  alike(words.en, words["zh-CN"]);
});
