// What the form holds: the text of every field, as typed or chosen, and nothing but text.

import type { Component, Terms, WaiverTerms } from "../../wasm/npm/types.ts";
import { later } from "./day.ts";
import type { currencies } from "./debt.ts";

export { later, today } from "./day.ts";
export { components, currencies } from "./debt.ts";

export type WaiverUnit = "percent" | "amount";
/** The shapes that the form offers. */
export type Shape = Extract<Terms["shape"], "level" | "equal_principal" | "lump_sum">;
/** Which of the two the borrower knows; the engine finds the other. */
export type Known = "amount" | "count";
export type RatePer = Terms["rate"]["per"];

/** How the debt is told: its parts, one sum, or what a bank statement says. */
export type Owing = "parts" | "total" | "history";
/** How it is told what can be paid: a sum a month, or what comes in and goes out. */
export type Able = "amount" | "budget";
/** How often money comes or goes. */
export type Often = "week" | "2week" | "4week" | "month" | "year";

export const incomes = ["income_pay", "income_other"] as const;
export const essentials = ["out_home", "out_food", "out_travel", "out_care"] as const;
export const outgoings = [...essentials, "out_debts", "out_other"] as const;
/** The lines of a budget. */
export type Line = (typeof incomes)[number] | (typeof outgoings)[number];

type ByComponent<Prefix extends string, Value> = { [name in Component as `${Prefix}_${name}`]: Value };

export type Fields = ByComponent<"owed", string> &
  ByComponent<"waive", string> &
  ByComponent<"unit", WaiverUnit> &
  ByComponent<"heard", string> &
  { [line in Line]: string } &
  { [line in Line as `every_${line}`]: Often } & {
    owing: Owing;
    owed_total: string;
    /** What was pasted from a statement, what its columns are, how it writes days, and rows whose kind was changed by hand. */
    history: string;
    history_columns: string;
    history_days: "ymd" | "dmy" | "mdy";
    history_kinds: string;
    able: Able;
    pay_most: string;
    essentials_floor: string;
    buffer: string;
    payday: string;
    deposit_most: string;
    latest_finish: string;
    /** What the lender was heard to accept; blank where nothing was said. */
    heard_count: string;
    heard_min_payment: string;
    heard_deposit: string;
    heard_waiver: string;
    unit_heard_waiver: WaiverUnit;
    heard_rate: string;
    currency: (typeof currencies)[number];
    as_of: string;
    cn_card: "yes" | "no";
    oldest_due: string;
    deposit: string;
    deposit_due: string;
    shape: Shape;
    known: Known;
    amount: string;
    count: string;
    rate: string;
    rate_per: RatePer;
    first_due: string;
    interest_from: string;
    final_payment: NonNullable<Terms["final_payment"]>;
    breach: "unknown" | WaiverTerms["on_breach"];
    earned: WaiverTerms["earned"];
    grace_days: string;
    missed_allowed: string;
  };

export type FieldName = keyof Fields;

/** A form without figures; dates follow from the day on which it is filled in. */
export function blank(today: string, currency: Fields["currency"] = "CNY"): Fields {
  return {
    owed_principal: "", owed_interest: "", owed_penalty: "", owed_compound: "", owed_fees: "", owed_costs: "",
    waive_principal: "", waive_interest: "", waive_penalty: "", waive_compound: "", waive_fees: "", waive_costs: "",
    unit_principal: "percent", unit_interest: "percent", unit_penalty: "percent",
    unit_compound: "percent", unit_fees: "percent", unit_costs: "percent",
    heard_principal: "", heard_interest: "", heard_penalty: "", heard_compound: "", heard_fees: "", heard_costs: "",
    heard_count: "", heard_min_payment: "", heard_deposit: "", heard_waiver: "", unit_heard_waiver: "percent", heard_rate: "",
    owing: "parts", owed_total: "", history: "", history_columns: "", history_days: "ymd", history_kinds: "",
    able: "amount", pay_most: "", essentials_floor: "", buffer: "", payday: "", deposit_most: "", latest_finish: "",
    income_pay: "", income_other: "", out_home: "", out_food: "", out_travel: "", out_care: "", out_debts: "", out_other: "",
    every_income_pay: "month", every_income_other: "month", every_out_home: "month", every_out_food: "month",
    every_out_travel: "month", every_out_care: "month", every_out_debts: "month", every_out_other: "month",
    currency,
    as_of: today,
    cn_card: currency === "CNY" ? "yes" : "no",
    oldest_due: "",
    deposit: "",
    deposit_due: later(today, 0, 7),
    shape: "level",
    known: "count",
    amount: "",
    count: "",
    rate: "0",
    rate_per: "year",
    first_due: later(today, 1, 0),
    interest_from: "",
    final_payment: "smaller",
    breach: "unknown",
    earned: "on_completion",
    grace_days: "",
    missed_allowed: "",
  };
}

/** The worked example of the first visit. Its answer is computed while the page is built. */
export const example: Fields = {
  ...blank("2026-11-23"),
  owed_principal: "30,000.00",
  owed_interest: "1,642.50",
  owed_penalty: "410.20",
  owed_fees: "150.00",
  waive_penalty: "100",
  waive_interest: "800.00",
  unit_interest: "amount",
  oldest_due: "2026-07-05",
  pay_most: "1,300.00",
  payday: "20",
  deposit_most: "1,000.00",
  heard_count: "36",
  heard_interest: "50",
  heard_penalty: "100",
  deposit: "1,000.00",
  deposit_due: "2026-11-30",
  count: "24",
  first_due: "2026-12-20",
  interest_from: "2026-11-30",
  breach: "reinstate_all",
  grace_days: "3",
  missed_allowed: "1",
};
