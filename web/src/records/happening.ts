// What can happen in a negotiation, which boxes each kind of it has, and how what
// is typed in them becomes an event. The server says whether it is one.

import type { Event, EventKind, OfferTerms, Party, RecordedOffer, Rules } from "../../../wasm/npm/types.ts";
import { often } from "../day.ts";
import { amountOf, countOf, percentOf } from "../read.ts";

export type BoxName =
  | "paid" | "waived" | "instalment" | "count" | "every" | "first_due" | "rate" | "deposit" | "deposit_due" | "expires"
  | "number" | "amount" | "note" | "by_level" | "approved_by" | "facts_changed";

const terms: BoxName[] = ["paid", "waived", "instalment", "count", "every", "first_due", "rate", "deposit", "deposit_due", "expires"];

/** What can be typed here; disputes and complaints are shown, and put on record over the API. */
export type TypedKind = Exclude<EventKind, "dispute" | "complaint">;

/** The boxes of each kind; by_level and approved_by are only for a creditor with levels of approval. */
export const boxesOf: Record<TypedKind, BoxName[]> = {
  offer: [...terms, "facts_changed", "by_level", "approved_by"],
  counter: ["number", ...terms, "facts_changed", "by_level", "approved_by"],
  accept: ["number", "by_level", "approved_by"],
  decline: ["number", "note"],
  withdraw: ["number", "note"],
  expire: [],
  deposit: ["amount", "note"],
  payment: ["amount", "note"],
  missed: [],
  contact: ["note"],
  note: ["note"],
};

export const kinds = Object.keys(boxesOf) as TypedKind[];

/** Whose open offers an event is about: one's own are withdrawn, all else answers the other side's. */
export const about = (kind: EventKind, by: Party, offers: RecordedOffer[]) =>
  offers.filter((offer) => offer.state === "open" && (offer.by === by) === (kind === "withdraw"));

export type Typed = Readonly<Record<string, string | undefined>>;

const said = (text: string | undefined) => (text ?? "").trim();

/** The offer that is typed. */
export function termsOf(typed: Typed): OfferTerms {
  const { every = "month", first_due = "", deposit, deposit_due = "", expires, rate, waived } = typed;
  return {
    paid: amountOf(said(typed.paid)),
    ...(said(waived) && { waived: amountOf(said(waived)) }),
    amount: amountOf(said(typed.instalment)),
    count: countOf(said(typed.count)),
    every: often[every as keyof typeof often],
    first_due,
    ...(said(rate) && { rate: { value: percentOf(said(rate)), per: "year" as const } }),
    ...(said(deposit) && { deposit: { amount: amountOf(said(deposit)), due: deposit_due } }),
    ...(said(expires) && { expires: said(expires) }),
  };
}

/** The event that is typed. */
export function eventOf(typed: Typed): Event {
  const kind = (typed.kind ?? "offer") as TypedKind;
  const has = (name: BoxName) => boxesOf[kind].includes(name);
  const words = (["by_level", "approved_by", "facts_changed", "note"] as const).filter((name) => has(name) && said(typed[name]));
  return {
    kind,
    date: typed.date ?? "",
    by: (typed.by ?? "creditor") as Party,
    ...(has("number") && { number: countOf(said(typed.number)) }),
    ...(has("paid") && { offer: termsOf(typed) }),
    ...(has("amount") && { amount: amountOf(said(typed.amount)) }),
    ...Object.fromEntries(words.map((name) => [name, said(typed[name])])),
  };
}

/** The rules that are typed: levels as "collector 2000; team_lead 4000". */
export function rulesOf(typed: Typed): Rules {
  const levels = said(typed.ladder).split(/[;；\n]/).map((level) => level.trim()).filter(Boolean);
  const ladder = levels.map((text) => {
    const [level = "", ...sum] = text.split(/\s+/);
    return { level, waiver_most: amountOf(sum.join("")) };
  });
  return {
    ...(ladder.length > 0 && { ladder }),
    ...(said(typed.threshold) && { threshold: percentOf(said(typed.threshold)) }),
    ...(said(typed.grace_days) && { grace_days: countOf(said(typed.grace_days)) }),
    ...(said(typed.missed_allowed) && { missed_allowed: countOf(said(typed.missed_allowed)) }),
  };
}

/** Where a problem's place is typed: "#/event/offer/first_due" in the box first_due. */
export function boxAt(pointer: string): string {
  const place = pointer.replace(/^#\/(event|record\/rules)\//, "");
  if (place === "offer/amount") return "instalment";
  if (place.startsWith("offer/deposit/")) return place.endsWith("due") ? "deposit_due" : "deposit";
  if (place.startsWith("ladder")) return "ladder";
  return place.replace(/^offer\//, "").replace(/\/.*$/, "");
}
