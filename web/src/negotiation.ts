// What the borrower can pay, held against what the lender was heard to accept:
// the requests, and the way back from a pointer to a field.

import type { Budget, CounterRequest, Frequency, Mandate, NegotiateRequest, RegularSum, Terms, Tier, Waiver } from "../../wasm/npm/types.ts";
import { components, essentials, incomes, outgoings, type FieldName, type Fields, type Line, type Often } from "./fields.ts";
import { grouped } from "./format.ts";
import { amountOf, countOf, filled, percentOf, shift } from "./read.ts";
import { aboutOf, fieldOf, missingDebt, type Parts } from "./request.ts";

const month: Frequency = { unit: "month", n: 1 };
const every: Record<Often, Frequency> = {
  week: { unit: "week", n: 1 },
  "2week": { unit: "week", n: 2 },
  "4week": { unit: "week", n: 4 },
  month,
  year: { unit: "month", n: 12 },
};

/** What is still to be told before it can be asked which plans there are. */
export function missingDeals(fields: Fields): FieldName[] {
  const names = missingDebt(fields);
  if (fields.able === "amount" ? !filled(fields.pay_most) : !incomes.some((line) => filled(fields[line]))) {
    names.push(fields.able === "amount" ? "pay_most" : "income_pay");
  }
  return names;
}

const told = (fields: Fields, lines: readonly Line[]) => lines.filter((line) => filled(fields[line]));

function budgetOf(fields: Fields): Budget {
  const budget: Budget = {};
  if (fields.able === "amount") {
    budget.per_period = amountOf(fields.pay_most);
  } else {
    const sum = (line: Line): RegularSum => ({ amount: amountOf(fields[line]), every: every[fields[`every_${line}`]] });
    budget.income = told(fields, incomes).map(sum);
    budget.outgoings = told(fields, outgoings).map((line) =>
      (essentials as readonly Line[]).includes(line) ? { ...sum(line), essential: true } : sum(line),
    );
    if (filled(fields.essentials_floor)) budget.essentials_floor = amountOf(fields.essentials_floor);
    if (filled(fields.buffer)) budget.buffer = amountOf(fields.buffer);
  }
  if (filled(fields.payday)) budget.payday = countOf(fields.payday);
  if (filled(fields.deposit_most)) {
    budget.deposit = amountOf(fields.deposit_most);
    if (fields.deposit_due) budget.deposit_due = fields.deposit_due;
  }
  if (fields.latest_finish) budget.latest_finish = fields.latest_finish;
  return budget;
}

function mandateOf(fields: Fields): Mandate {
  const tier: Tier = { name: "heard" };
  if (filled(fields.heard_count)) tier.max_count = countOf(fields.heard_count);
  if (filled(fields.heard_deposit)) tier.min_deposit = percentOf(fields.heard_deposit);
  const parts = components.filter((name) => filled(fields[`heard_${name}`]));
  const inAll = filled(fields.heard_waiver);
  const share = inAll && fields.unit_heard_waiver === "percent" ? percentOf(fields.heard_waiver) : "1";
  // A part that was named has its own ceiling; a waiver of the whole debt alone may be taken of every part.
  if (parts.length > 0) tier.ceilings = Object.fromEntries(parts.map((name) => [name, percentOf(fields[`heard_${name}`])]));
  else if (inAll) tier.ceilings = Object.fromEntries(components.map((name) => [name, share]));
  if (inAll && fields.unit_heard_waiver === "amount") tier.max_waiver = amountOf(fields.heard_waiver);
  const mandate: Mandate = { tiers: [tier], frequencies: [month] };
  if (filled(fields.heard_rate)) mandate.rates = [{ value: percentOf(fields.heard_rate), per: "year" }];
  if (filled(fields.heard_min_payment)) mandate.min_payment = amountOf(fields.heard_min_payment);
  return mandate;
}

/** Which plans both sides could sign. */
export function negotiateOf(fields: Fields, assessed?: Parts, view: NegotiateRequest["view"] = "borrower"): NegotiateRequest {
  return { ...aboutOf(fields, assessed), mandate: mandateOf(fields), budget: budgetOf(fields), view };
}

/** How far a plan can be moved; without one, one payment stands for it. */
export function counterOf(fields: Fields, terms: Terms | undefined, waived: string, assessed?: Parts): CounterRequest {
  const count = terms?.shape === "lump_sum" ? 1 : terms?.count;
  const proposal: CounterRequest["proposal"] = {
    every: month,
    first_due: terms?.first_due ?? fields.as_of,
    rate: terms?.rate ?? { value: "0", per: "year" },
    waived,
  };
  if (terms?.amount !== undefined && count === undefined) proposal.amount = terms.amount;
  else proposal.count = count ?? 1;
  if (terms?.deposit?.amount !== undefined) proposal.deposit = terms.deposit.amount;
  return { ...negotiateOf(fields, assessed), proposal, reach: true };
}

const budgetAt: Record<string, FieldName> = {
  "/budget/per_period": "pay_most",
  "/budget/deposit": "deposit_most",
  "/budget/deposit_due": "deposit_due",
  "/budget/latest_finish": "latest_finish",
  "/budget/payday": "payday",
  "/budget/buffer": "buffer",
  "/budget/essentials_floor": "essentials_floor",
  "/mandate/min_payment": "heard_min_payment",
  "/mandate/rates/0": "heard_rate",
  "/mandate/rates/0/value": "heard_rate",
  "/mandate/tiers/0/max_count": "heard_count",
  "/mandate/tiers/0/min_deposit": "heard_deposit",
  "/mandate/tiers/0/max_waiver": "heard_waiver",
};

/** The field that a pointer into any of these requests speaks of. */
export function dealFieldOf(pointer: string, fields: Fields): FieldName | undefined {
  const path = pointer.replace(/^#/, "");
  const flow = /^\/budget\/(income|outgoings)\/(\d+)/.exec(path);
  if (flow) return told(fields, flow[1] === "income" ? incomes : outgoings)[Number(flow[2])];
  const part = /^\/mandate\/tiers\/0\/ceilings\/(\w+)$/.exec(path)?.[1];
  if (part) return filled(fields[`heard_${part}` as "heard_fees"] ?? "") ? (`heard_${part}` as FieldName) : "heard_waiver";
  return budgetAt[path] ?? fieldOf(pointer, fields);
}

/** A plan of the engine as the fields of the plan in hand, so that quote makes the same of them. */
export function held(terms: Terms, waivers: Waiver[] = []): Partial<Fields> {
  const of = Object.fromEntries(components.flatMap((name) => [[`waive_${name}`, ""], [`unit_${name}`, "amount"]]));
  for (const { component, amount } of waivers) of[`waive_${component}`] = amount ? grouped(amount, 0) : "";
  return {
    ...of,
    shape: "level",
    known: "count",
    count: `${terms.count ?? ""}`,
    rate: shift(terms.rate.value, 2),
    rate_per: terms.rate.per,
    first_due: terms.first_due,
    interest_from: terms.interest_from ?? "",
    final_payment: terms.final_payment ?? "smaller",
    deposit: terms.deposit?.amount ? grouped(terms.deposit.amount, 0) : "",
    ...(terms.deposit && { deposit_due: terms.deposit.due }),
  };
}
