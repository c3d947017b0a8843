import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { fieldOf, missing, requestOf } = await source("src/request.ts");
const { blank, example, later, today } = await source("src/fields.ts");

test("the example asks the quote of the worked example", () => {
  assert.deepEqual(requestOf(example), {
    as_of: "2026-11-23",
    currency: "CNY",
    pack: "cn-card",
    claim: {
      components: { principal: "30000.00", interest: "1642.50", penalty: "410.20", fees: "150.00" },
      oldest_due: "2026-07-05",
    },
    waivers: [
      { component: "interest", amount: "800.00" },
      { component: "penalty", percent: "1" },
    ],
    waiver_terms: { earned: "on_completion", on_breach: "reinstate_all", grace_days: 3, missed_allowed: 1 },
    terms: {
      shape: "level",
      count: 24,
      deposit: { amount: "1000.00", due: "2026-11-30" },
      first_due: "2026-12-20",
      every: { unit: "month", n: 1 },
      rate: { value: "0", per: "year" },
      interest_from: "2026-11-30",
      final_payment: "smaller",
    },
  });
});

test("the pack goes with mainland cards only", () => {
  assert.equal(requestOf({ ...example, currency: "USD" }).pack, undefined);
  assert.equal(requestOf({ ...example, cn_card: "no" }).pack, undefined);
});

test("what can be paid a month goes in place of the count", () => {
  const { terms } = requestOf({ ...example, known: "amount", amount: "1.2千" });
  assert.equal(terms.amount, "1200");
  assert.equal("count" in terms, false);
});

test("one payment has neither a count nor a frequency", () => {
  const { terms } = requestOf({ ...example, shape: "lump_sum" });
  assert.deepEqual(["count" in terms, "amount" in terms, "every" in terms], [false, false, false]);
});

test("text that is no count reaches the engine as it is", () => {
  assert.equal(requestOf({ ...example, count: "two" }).terms.count, "two");
  assert.equal(requestOf({ ...example, count: "99999999999999999999" }).terms.count, "99999999999999999999");
});

const pointers = [
  ["#/claim/components/interest", "owed_interest"],
  ["#/waivers/0/amount", "waive_interest"], // the order of the request, not of the form's rows that are filled
  ["#/waivers/1/percent", "waive_penalty"],
  ["#/waivers/1", "waive_penalty"],
  ["#/terms/count", "count"],
  ["#/terms/deposit/due", "deposit_due"],
  ["#/terms/first_due", "first_due"],
  ["#/terms/rate/value", "rate"],
  ["#/terms", "count"],
  ["#/as_of", "as_of"],
  ["#/waivers/7/amount", undefined],
  ["#/claim/components/constructor", undefined],
  ["#", undefined],
];

for (const [pointer, field] of pointers) {
  test(`a problem at ${pointer} belongs to ${field ?? "the whole form"}`, () => assert.equal(fieldOf(pointer, example), field));
}

test("an empty form says what it needs, and asks nothing that is optional", () => {
  assert.deepEqual(missing(blank("2026-11-23")), ["owed_principal", "count"]);
  assert.deepEqual(missing({ ...blank("2026-11-23"), owed_fees: "1", shape: "lump_sum" }), []);
  assert.deepEqual(missing({ ...example, deposit_due: "", first_due: "" }), ["deposit_due", "first_due"]);
});

test("a date some months later stays within a shorter month", () => {
  assert.equal(later("2026-01-31", 1, 0), "2026-02-28");
  assert.equal(later("2027-12-31", 2, 0), "2028-02-29");
  assert.equal(later("2026-11-23", 0, 7), "2026-11-30");
  assert.equal(later("2026-12-28", 0, 7), "2027-01-04");
});

test("today is the reader's day, not the day in Greenwich", () => {
  assert.equal(today(new Date(2026, 0, 5, 0, 30)), "2026-01-05");
  assert.equal(today(new Date(2026, 11, 31, 23, 30)), "2026-12-31");
});
