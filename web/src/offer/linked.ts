// A negotiation that a link opens, asked for at the server that the document came
// from. Nothing is sent but what a button says.

import { batch, effect, signal } from "@preact/signals";
import type { CalendarDate, Currency, Event, OfferState, OfferTerms, Party, PromiseState, QuoteAnswer, QuoteRequest, State } from "../../../wasm/npm/types.ts";
import { parley } from "../engine.ts";
import { readAmount, readCount } from "../read.ts";
import { ask, type Refused } from "../service.ts";
import { brought } from "./state.ts";

export interface Offered { number: number; by: Party; made: string; state: OfferState; terms: OfferTerms }

/** The negotiation as the server shows it to its borrower. */
export interface View {
  revision: number;
  hash: string;
  today: CalendarDate;
  /** The zone in which days are meant, and the instant at which the link ends: the end of a day there. */
  zone: string;
  link_ends: string;
  currency: Currency;
  state: State;
  rules: { threshold?: string; grace_days?: number; missed_allowed?: number };
  offers: Offered[];
  accepted?: number;
  promises?: { due: string; amount: string; paid?: string; state: PromiseState }[];
}

export const view = signal<View | undefined>(undefined);
export const refused = signal<Refused | undefined>(undefined);
export const busy = signal(false);
/** What was done last. */
export const done = signal<"counter" | "accept" | "decline" | undefined>(undefined);

let tag = "";
const secret = () => {
  const now = brought.peek();
  return now && "link" in now ? now.link : "";
};

export async function look() {
  busy.value = true;
  const reply = await ask<View>(secret(), "link");
  batch(() => {
    busy.value = false;
    refused.value = reply.refused;
    if (!reply.answer) return;
    tag = reply.tag;
    view.value = reply.answer;
  });
}

effect(() => {
  if (brought.value && "link" in brought.value) void look();
  else view.value = undefined;
});

/** Sends an answer. When the other side was faster, what it did is shown, and the reader decides again. */
export async function send(event: Pick<Event, "kind" | "number" | "offer"> & { kind: "counter" | "accept" | "decline" }): Promise<boolean> {
  const { today } = view.peek()!;
  busy.value = true;
  const reply = await ask(secret(), "link/events", { body: { as_of: today, event: { date: today, by: "borrower", ...event } }, match: tag, once: crypto.randomUUID() });
  const said = reply.refused;
  if (!said || said.status === 412) await look();
  batch(() => {
    busy.value = false;
    refused.value = said;
    done.value = said ? undefined : event.kind;
  });
  return !said;
}

/** What the borrower proposes, as it is typed. */
export interface Proposal { amount: string; count: string; first_due: string }

/**
 * The question what a proposal comes to. The debt is what the answered offer pays and
 * waives; the engine adds the two up, and finds what the proposal leaves to be waived.
 */
export function proposalOf({ terms }: Offered, { amount, count, first_due }: Proposal, { today, currency }: View): QuoteRequest {
  return {
    as_of: today,
    currency,
    claim: { components: { principal: terms.paid, penalty: terms.waived ?? "0" } },
    waterfall: { order: ["penalty", "principal"] },
    terms: {
      shape: "level", amount: readAmount(amount).strict, count: Number(readCount(count).strict), first_due: first_due as CalendarDate,
      every: terms.every ?? { unit: "month", n: 1 }, rate: { value: "0", per: "year" },
    },
  };
}

export const isWhole = ({ amount, count, first_due }: Proposal): boolean =>
  readAmount(amount).understood && readCount(count).understood && readCount(count).strict.length < 4 && first_due !== "";

/** What a proposal comes to, or the engine's reason why it comes to nothing. */
export type Priced = { answer: QuoteAnswer } | { code: string };

export async function price(request: QuoteRequest): Promise<Priced | undefined> {
  const outcome = await parley.peek()?.ask("quote", request).catch(() => undefined);
  return outcome && ("answer" in outcome ? { answer: outcome.answer } : { code: outcome.problems[0]?.code ?? "" });
}
