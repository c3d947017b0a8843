// What the document knows: the key, the list, the negotiation in hand, what is
// typed, and what the server last refused.

import { batch, computed, signal } from "@preact/signals";
import type { Currency, Event, EventKind, OfferTerms, Record as Negotiation, Rules } from "../../../wasm/npm/types.ts";
import { broughtBy } from "../brought.ts";
import { today } from "../day.ts";
import { formatter } from "../format.ts";
import { language } from "../language.ts";
import { ask, type Refused, type Reply } from "../service.ts";
import type { Language } from "../words/words.ts";
import { en } from "./words/en.ts";
import type { RecordWords } from "./words/words.ts";
import { zh } from "./words/zh.ts";

const words: Record<Language, RecordWords> = { en, "zh-CN": zh };
export const say = computed(() => words[language.value]);

/** A negotiation of the list. */
export interface Listed { id: string; opened: string; revision: number; hash: string }
/** The negotiation in hand, and the tag by which the server knows this state of it. */
export interface Opened extends Listed { currency: Currency; record: Negotiation; tag: string }

export const key = signal("");
export const list = signal<Listed[] | undefined>(undefined);
export const next = signal("");
export const opened = signal<Opened | undefined>(undefined);
export const refused = signal<Refused | undefined>(undefined);
export const busy = signal(false);
/** What was done last, for whoever does not see it. */
export const done = signal("");

/** What the desk handed over, to be put on record. */
export const brought = signal(broughtBy(location.hash));
addEventListener("hashchange", () => (brought.value = broughtBy(location.hash)));

/** What is typed in the boxes, by name. */
export const typed = signal<Record<string, string>>({ kind: "offer", by: "creditor", date: today(), currency: brought.peek()?.currency ?? "CNY", every: "month" });
export const type = (name: string, text: string) => (typed.value = { ...typed.value, [name]: text });
/** The boxes are empty again; what is likely to happen next is chosen already. */
const clear = (kind: EventKind) => (typed.value = { kind, by: kind === "payment" || kind === "deposit" ? "borrower" : "creditor", date: today(), currency: typed.value.currency ?? "CNY", every: "month" });

const likely = ({ record: { state = "draft" } }: Opened): EventKind =>
  state === "awaiting_deposit" ? "deposit" : ["active", "kept", "broken"].includes(state) ? "payment" : state === "completed" ? "contact" : "offer";

export const format = computed(() => formatter(language.value, opened.value?.currency ?? typed.value.currency ?? "CNY"));

/** One thing at a time: what is being asked, and what came of it. */
async function asking<Answer>(call: () => Promise<Reply<Answer>>): Promise<{ answer: Answer; tag: string } | undefined> {
  busy.value = true;
  const reply = await call();
  batch(() => {
    busy.value = false;
    refused.value = reply.refused;
  });
  return reply.refused ? undefined : reply;
}

/** The list from its beginning, or the page after what is shown. */
export async function read(cursor = "") {
  const reply = await asking(() => ask<{ negotiations: Listed[]; next?: string }>(key.value, `negotiations?limit=20${cursor && `&cursor=${cursor}`}`));
  if (!reply) return;
  batch(() => {
    list.value = [...(cursor ? (list.value ?? []) : []), ...reply.answer.negotiations];
    next.value = reply.answer.next ?? "";
  });
}

export async function open(id: string) {
  const reply = await asking(() => ask<Opened>(key.value, `negotiations/${id}`));
  if (!reply) return;
  batch(() => {
    const other = opened.value?.id !== id;
    opened.value = { ...reply.answer, tag: reply.tag };
    if (other) clear(likely(opened.value));
  });
}

export function close() {
  opened.value = undefined;
  void read();
}

/** Forgets the key and everything that was read with it. */
export const leave = () =>
  batch(() => {
    key.value = "";
    list.value = opened.value = refused.value = undefined;
  });

/** Puts a negotiation on record, with its offers in their order. */
export async function begin(rules: Rules, offers: OfferTerms[], event: Omit<Event, "offer" | "kind">) {
  const { currency = "CNY" } = typed.value;
  const told = (offer: OfferTerms): Event => ({ kind: "offer", ...event, offer });
  const body = { as_of: today(), currency, record: { rules }, event: told(offers[0]!) };
  const reply = await asking(() => ask<{ id: string }>(key.value, "negotiations", { body, once: crypto.randomUUID() }));
  if (!reply) return;
  await open(reply.answer.id);
  for (const offer of offers.slice(1)) if (!(await add(told(offer)))) return; // what is on record stays; the rest is told
  brought.value = undefined;
  history.replaceState(null, "", location.pathname);
}

/** Adds what happened, and shows where the negotiation stands then. */
export async function add(event: Event): Promise<boolean> {
  const { id, tag } = opened.value!;
  const reply = await asking(() => ask(key.value, `negotiations/${id}/events`, { body: { as_of: today(), event }, match: tag, once: crypto.randomUUID() }));
  if (!reply && refused.value?.status === 412) { // others were faster: show what they did, and let the reader decide again
    const stale = refused.value;
    await open(id);
    refused.value = stale;
  }
  if (!reply) return false;
  await open(id);
  batch(() => {
    done.value = say.value.added(say.value.kind[event.kind]);
    clear(likely(opened.value!));
  });
  return true;
}

/** The whole chain as the server exports it. */
export async function exported(): Promise<string | undefined> {
  const reply = await asking(() => ask<string>(key.value, `negotiations/${opened.value!.id}/events`));
  return reply?.answer;
}
