// Turns the form into a request, and points of the request back into fields.

import type { Claim, Component, QuoteRequest, Terms, Waiver } from "../../wasm/npm/types.ts";
import { components, type FieldName, type Fields } from "./fields.ts";
import { readHistory } from "./history.ts";
import { amountOf, countOf, filled, percentOf } from "./read.ts";

/** What each part of the debt comes to, in the strict form. */
export type Parts = Partial<Record<Component, string>>;

/** The parts of the debt as the form tells them. A statement's are what the engine finds in it, passed as assessed. */
export function partsOf(fields: Fields, assessed: Parts = {}): Parts {
  if (fields.owing === "history") return assessed;
  if (fields.owing === "total") return filled(fields.owed_total) ? { principal: amountOf(fields.owed_total) } : {};
  const owed = components.filter((name) => filled(fields[`owed_${name}`]));
  return Object.fromEntries(owed.map((name) => [name, amountOf(fields[`owed_${name}`])]));
}

/** What is asked of every question about the debt. */
export function aboutOf(fields: Fields, assessed?: Parts) {
  const claim: Claim = { components: partsOf(fields, assessed) };
  if (fields.oldest_due) claim.oldest_due = fields.oldest_due;
  const about: Pick<QuoteRequest, "as_of" | "currency" | "claim" | "pack"> = { as_of: fields.as_of, currency: fields.currency, claim };
  if (fields.currency === "CNY" && fields.cn_card === "yes") about.pack = "cn-card";
  return about;
}

/** The quote that the form asks, its figures in the strict form. */
export function requestOf(fields: Fields, assessed?: Parts): QuoteRequest {
  const request: QuoteRequest = { ...aboutOf(fields, assessed), terms: termsOf(fields) };
  const waivers = waived(fields).map((name): Waiver => {
    const text = fields[`waive_${name}`];
    return fields[`unit_${name}`] === "percent"
      ? { component: name, percent: percentOf(text) }
      : { component: name, amount: amountOf(text) };
  });
  if (waivers.length > 0) request.waivers = waivers;
  if (fields.breach !== "unknown") {
    request.waiver_terms = { earned: fields.earned, on_breach: fields.breach };
    if (filled(fields.grace_days)) request.waiver_terms.grace_days = countOf(fields.grace_days);
    if (filled(fields.missed_allowed)) request.waiver_terms.missed_allowed = countOf(fields.missed_allowed);
  }
  return request;
}

function termsOf(fields: Fields): Terms {
  const terms: Terms = {
    shape: fields.shape,
    first_due: fields.first_due,
    rate: { value: filled(fields.rate) ? percentOf(fields.rate) : "0", per: fields.rate_per },
    final_payment: fields.final_payment,
  };
  if (fields.shape !== "lump_sum") {
    terms.every = { unit: "month", n: 1 };
    if (fields.known === "count") terms.count = countOf(fields.count);
    else terms.amount = amountOf(fields.amount);
  }
  if (filled(fields.deposit)) terms.deposit = { amount: amountOf(fields.deposit), due: fields.deposit_due };
  if (fields.interest_from) terms.interest_from = fields.interest_from;
  return terms;
}

const waived = (fields: Fields): Component[] => components.filter((name) => filled(fields[`waive_${name}`]));

/** What is still to be filled in before there is anything to ask. */
export function missing(fields: Fields): FieldName[] {
  const names = missingDebt(fields);
  if (fields.shape !== "lump_sum" && !filled(fields[fields.known])) names.push(fields.known);
  if (filled(fields.deposit) && !fields.deposit_due) names.push("deposit_due");
  if (!fields.first_due) names.push("first_due");
  return names;
}

/** What is still to be told about the debt. */
export function missingDebt(fields: Fields): FieldName[] {
  const names: FieldName[] = [];
  if (fields.owing === "history") {
    if (!readHistory(fields).rows.some(({ entry }) => entry)) names.push("history");
  } else if (Object.keys(partsOf(fields)).length === 0) names.push(fields.owing === "total" ? "owed_total" : "owed_principal");
  if (!fields.as_of) names.push("as_of");
  return names;
}

const fieldAt: Record<string, FieldName> = {
  "/as_of": "as_of",
  "/currency": "currency",
  "/pack": "cn_card",
  "/claim": "owed_principal",
  "/claim/components": "owed_principal",
  "/claim/oldest_due": "oldest_due",
  "/terms/count": "count",
  "/terms/amount": "amount",
  "/terms/first_due": "first_due",
  "/terms/interest_from": "interest_from",
  "/terms/deposit": "deposit",
  "/terms/deposit/amount": "deposit",
  "/terms/deposit/due": "deposit_due",
  "/terms/rate": "rate",
  "/terms/rate/value": "rate",
  "/waiver_terms/grace_days": "grace_days",
  "/waiver_terms/missed_allowed": "missed_allowed",
};

/** The field that a problem's JSON pointer speaks of, or undefined for one about the whole form. */
export function fieldOf(pointer: string, fields: Fields): FieldName | undefined {
  const path = pointer.replace(/^#/, "");
  const owed = /^\/claim\/components\/(\w+)$/.exec(path)?.[1];
  if (fields.owing !== "parts" && path.startsWith("/claim/components")) return fields.owing === "total" ? "owed_total" : "history";
  if (owed && components.includes(owed as Component)) return `owed_${owed as Component}`;
  const waiver = /^\/waivers\/(\d+)/.exec(path)?.[1];
  if (waiver) {
    const name = waived(fields)[Number(waiver)];
    return name && `waive_${name}`;
  }
  if (path === "/terms") return fields.shape === "lump_sum" ? "first_due" : fields.known;
  if (path.startsWith("/entries")) return "history";
  return fieldAt[path];
}
