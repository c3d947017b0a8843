import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { counterOf, dealFieldOf, held, missingDeals, negotiateOf } = await source("src/negotiation.ts");
const { requestOf } = await source("src/request.ts");
const { blank, example } = await source("src/fields.ts");

const month = { unit: "month", n: 1 };
const form = { ...blank("2026-11-24", "GBP"), owing: "total", owed_total: "4,300", deposit_due: "2026-12-01" };

test("a sum a month and nothing heard: only what was told is asked", () => {
  assert.deepEqual(negotiateOf({ ...form, pay_most: "120" }), {
    as_of: "2026-11-24",
    currency: "GBP",
    claim: { components: { principal: "4300" } },
    mandate: { tiers: [{ name: "heard" }], frequencies: [month] },
    budget: { per_period: "120" },
    view: "borrower",
  });
});

test("a budget goes line by line with how often, and the engine adds it up", () => {
  const { budget } = negotiateOf({
    ...form, able: "budget", pay_most: "999", income_pay: "450", every_income_pay: "week", out_home: "700", out_debts: "55.5", out_other: "120", every_out_other: "year",
    essentials_floor: "900", buffer: "50", payday: "28", deposit_most: "300", latest_finish: "2030-12-31",
  });
  assert.deepEqual(budget, {
    income: [{ amount: "450", every: { unit: "week", n: 1 } }],
    outgoings: [{ amount: "700", every: month, essential: true }, { amount: "55.5", every: month }, { amount: "120", every: { unit: "month", n: 12 } }],
    essentials_floor: "900", buffer: "50", payday: 28, deposit: "300", deposit_due: "2026-12-01", latest_finish: "2030-12-31",
  });
});

test("what the lender said becomes a mandate, a percentage a share", () => {
  const of = (heard) => negotiateOf({ ...form, pay_most: "120", ...heard }).mandate;
  assert.deepEqual(of({ heard_count: "36 months", heard_min_payment: "£ 25", heard_deposit: "10 %", heard_rate: "4.5" }), {
    tiers: [{ name: "heard", max_count: 36, min_deposit: "0.1" }], frequencies: [month], rates: [{ value: "0.045", per: "year" }], min_payment: "25",
  });
  assert.deepEqual(of({ heard_penalty: "100", heard_interest: "50" }).tiers[0].ceilings, { interest: "0.5", penalty: "1" });
  const all = (share) => ({ principal: share, interest: share, penalty: share, compound: share, fees: share, costs: share });
  assert.deepEqual(of({ heard_waiver: "20" }).tiers[0], { name: "heard", ceilings: all("0.2") });
  assert.deepEqual(of({ heard_waiver: "500", unit_heard_waiver: "amount" }).tiers[0], { name: "heard", ceilings: all("1"), max_waiver: "500" });
});

test("a plan that is taken is asked of quote as it was offered", () => {
  const terms = {
    shape: "level", count: 25, deposit: { amount: "2000.00", due: "2026-11-24" }, first_due: "2026-12-10", every: month, rate: { value: "0.036", per: "year" },
    day_count: "ACT/365F", interest_from: "2026-11-24", roll: "none", final_payment: "smaller", rounding: "half_up",
  };
  const waivers = [{ component: "penalty", amount: "410.20" }, { component: "interest", amount: "1492.75" }];
  const taken = requestOf({ ...example, known: "amount", shape: "lump_sum", waive_fees: "10", ...held(terms, waivers) });
  const { day_count, roll, rounding, ...said } = terms; // the engine's own choices where nothing is said
  assert.deepEqual([day_count, roll, rounding], ["ACT/365F", "none", "half_up"]);
  assert.deepEqual(taken.terms, { ...said, deposit: { amount: "2000.00", due: "2026-11-24" } });
  assert.deepEqual(taken.waivers, [{ component: "interest", amount: "1492.75" }, { component: "penalty", amount: "410.20" }]);
});

test("how far a plan can be moved is asked with its count, or else with its sum", () => {
  const plan = { shape: "level", first_due: "2026-12-28", every: month, rate: { value: "0", per: "year" } };
  const fields = { ...form, pay_most: "120" };
  assert.deepEqual(counterOf(fields, { ...plan, count: 40, deposit: { amount: "100", due: "2026-12-01" } }, "12.00").proposal, {
    every: month, first_due: "2026-12-28", rate: { value: "0", per: "year" }, waived: "12.00", count: 40, deposit: "100",
  });
  assert.equal(counterOf(fields, { ...plan, amount: "90" }, "0").proposal.amount, "90");
  assert.equal(counterOf(fields, undefined, "0").proposal.count, 1);
  assert.equal(counterOf(fields, undefined, "0").reach, true);
});

const pointers = [
  ["#/budget/per_period", { pay_most: "1" }, "pay_most"],
  ["#/budget/outgoings/1/amount", { able: "budget", out_home: "1", out_debts: "2" }, "out_debts"],
  ["#/budget/income/0/amount", { able: "budget", income_other: "1" }, "income_other"],
  ["#/mandate/tiers/0/max_count", {}, "heard_count"],
  ["#/mandate/tiers/0/ceilings/fees", { heard_fees: "120" }, "heard_fees"],
  ["#/mandate/tiers/0/ceilings/fees", { heard_waiver: "120" }, "heard_waiver"],
  ["#/mandate/rates/0/value", {}, "heard_rate"],
  ["#/claim/components/principal", {}, "owed_total"],
  ["#/claim/components/principal", { owing: "parts" }, "owed_principal"],
  ["#/entries/3/amount", { owing: "history" }, "history"],
  ["#/mandate/tiers/0/ceilings/constructor", {}, "heard_waiver"],
];
for (const [pointer, fields, field] of pointers) {
  test(`a problem at ${pointer} belongs to ${field}`, () => assert.equal(dealFieldOf(pointer, { ...form, ...fields }), field));
}

test("what is missing before plans can be asked for", () => {
  assert.deepEqual(missingDeals(blank("2026-11-24")), ["owed_principal", "pay_most"]);
  assert.deepEqual(missingDeals({ ...form, able: "budget" }), ["income_pay"]);
  assert.deepEqual(missingDeals({ ...form, owing: "history", history: "no row", pay_most: "1" }), ["history"]);
  assert.deepEqual(missingDeals({ ...form, pay_most: "1" }), []);
});
