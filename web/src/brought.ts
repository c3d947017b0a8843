// Offers on their way from a plan to the records. The desk hands them over in the
// fragment of the address, which no server sees. A fragment is anybody's: what is not
// an offer is left out.

import type { CalendarDate, Currency, OfferTerms, Plan, Terms } from "../../wasm/npm/types.ts";
import { isZero } from "./format.ts";

export interface Brought {
  currency: Currency;
  offers: OfferTerms[];
}

/** What of a plan is an offer on record: the engine's figures, as it spelled them. */
export const offerTermsOf = (plan: Plan, { first_due, every, rate }: Terms): OfferTerms => ({
  paid: plan.totals.paid,
  waived: plan.totals.waived,
  amount: plan.amount,
  count: plan.count,
  first_due,
  ...(every && { every }),
  ...(!isZero(rate.value) && { rate }),
  ...(plan.deposit && { deposit: { amount: plan.deposit.amount!, due: plan.deposit.due } }),
});

const most = { text: 6000, offers: 8 };
const name = "#begin=";

export const carried = (brought: Brought): string => name + encodeURIComponent(JSON.stringify(brought));

/** What the fragment brings, or undefined when it brings nothing that can be read. */
export function broughtBy(fragment: string): Brought | undefined {
  if (!fragment.startsWith(name) || fragment.length > most.text) return undefined;
  try {
    const { currency, offers } = JSON.parse(decodeURIComponent(fragment.slice(name.length))) as Partial<Brought>;
    if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency) || !Array.isArray(offers)) return undefined;
    const read = offers.slice(0, most.offers).map(offerOf);
    return read.length > 0 && read.every((offer) => offer !== undefined) ? { currency: currency as Currency, offers: read } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a stranger's value has the form of an amount, or of a day, as the engine writes them. */
export const isAmount = (value: unknown): value is string => typeof value === "string" && /^\d{1,15}(\.\d{1,4})?$/.test(value);
export const isDay = (value: unknown): value is CalendarDate => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
const units = ["day", "week", "semi_month", "month", "year"] as const;

function offerOf(from: Partial<OfferTerms>): OfferTerms | undefined {
  const { paid, waived, amount, count, every, first_due, rate, deposit } = from;
  if (!isAmount(paid) || !isAmount(amount) || !isDay(first_due) || !isCount(count)) return undefined;
  const unit = units.find((each) => each === every?.unit);
  return {
    paid, amount, count, first_due,
    ...(isAmount(waived) && { waived }),
    ...(unit && isCount(every!.n) && { every: { unit, n: every!.n } }),
    ...(rate && isAmount(rate.value) && rate.per === "year" && { rate: { value: rate.value, per: "year" as const } }),
    ...(deposit && isAmount(deposit.amount) && isDay(deposit.due) && { deposit: { amount: deposit.amount, due: deposit.due } }),
  };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 600;
