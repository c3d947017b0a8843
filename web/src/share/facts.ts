// The debts as they are typed, and what is asked of the engine about them.

import type { Currency, ShareRequest, SharingDebt } from "../../../wasm/npm/types.ts";
import { amountOf, filled, percentOf } from "../read.ts";

export interface Debt {
  name: string;
  balance: string;
  /** Percent a year; empty for none. */
  rate: string;
  /** What it gets each month whatever happens; empty for nothing. */
  minimum: string;
  /** Whether it goes first where the debts are paid by what matters most. */
  first: boolean;
}

export interface Facts {
  currency: Currency;
  as_of: string;
  /** What there is a month for all of them. */
  monthly: string;
  debts: readonly Debt[];
}

/** As many as the engine shares among. */
export const mostDebts = 50;
export const emptyDebt: Debt = { name: "", balance: "", rate: "", minimum: "", first: false };

export const emptyFacts = (as_of: string): Facts => ({ currency: "CNY", as_of, monthly: "", debts: [emptyDebt, emptyDebt] });

/** The debts that say what is owed. */
export const debtsOf = (facts: Facts): readonly Debt[] => facts.debts.filter(({ balance }) => filled(balance));

/** How the sum is shared; undefined until there is a sum and a debt. A debt without a name is called by its number. */
export function shareOf(facts: Facts, called: (n: number) => string): ShareRequest | undefined {
  const { as_of, currency, monthly } = facts;
  const debts = debtsOf(facts);
  if (!filled(monthly) || debts.length === 0 || !as_of) return undefined;
  const names = debts.map(({ name }, n) => name.trim() || called(n + 1));
  return {
    as_of, currency, budget: { per_period: amountOf(monthly) },
    debts: debts.map(({ balance, rate, minimum, first }, n): SharingDebt => ({
      // Two debts of one name are told apart by their numbers.
      name: names.indexOf(names[n]!) < n ? `${names[n]} (${n + 1})` : names[n]!,
      balance: amountOf(balance),
      ...(filled(rate) && { rate: { value: percentOf(rate), per: "year" as const } }),
      ...(filled(minimum) && { minimum: amountOf(minimum) }),
      priority: first ? 1 : 2,
    })),
  };
}

/** A card, a loan and a rent by their names, with 1,600 a month for all of them. */
export const exampleOf = ([card, loan, rent]: readonly [string, string, string]): Facts => ({
  currency: "CNY", as_of: "2026-11-24", monthly: "1,600.00",
  debts: [
    { name: card, balance: "12,000.00", rate: "18.25", minimum: "600.00", first: false },
    { name: loan, balance: "8,000.00", rate: "14.6", minimum: "400.00", first: false },
    { name: rent, balance: "3,000.00", rate: "", minimum: "", first: true },
  ],
});
