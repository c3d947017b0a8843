// What the document was opened with, and what came of it: a signed offer, the link
// to a negotiation, or neither.

import { batch, computed, effect, signal } from "@preact/signals";
import type { QuoteAnswer, QuoteRequest } from "../../../wasm/npm/types.ts";
import { parley } from "../engine.ts";
import { formatter } from "../format.ts";
import { language } from "../language.ts";
import type { Language } from "../words/words.ts";
import { signers } from "./keys.ts";
import { digestOf, isToken, requestIn, verify, type Found } from "./token.ts";
import { en } from "./words/en.ts";
import type { OfferWords } from "./words/words.ts";
import { zh } from "./words/zh.ts";

const words: Record<Language, OfferWords> = { en, "zh-CN": zh };
export const say = computed(() => words[language.value]);
export const formatOf = (currency: string) => formatter(language.value, currency);

/** What stands behind the #. */
export type Brought = { token: string } | { link: string } | { unreadable: true };

/** Reads a fragment, which may be anybody's; undefined when there is none. */
export function broughtBy(fragment: string): Brought | undefined {
  if (!fragment) return undefined;
  const link = /^link=(parley_link_[a-z2-7]{16}_[\w-]{43})$/.exec(fragment)?.[1];
  if (link) return { link };
  return isToken(fragment) ? { token: fragment } : { unreadable: true };
}

export const brought = signal(broughtBy(location.hash.slice(1)));
addEventListener("hashchange", () => (brought.value = broughtBy(location.hash.slice(1))));

/** Takes what was pasted or read from a picture: a link to any copy of this document, or what stands behind its #. */
export function take(text: string) {
  const tidy = text.replace(/\s/g, "");
  const fragment = tidy.slice(tidy.indexOf("#") + 1);
  brought.value = broughtBy(fragment) ?? { unreadable: true };
  history.replaceState(null, "", "unreadable" in brought.value ? location.pathname : `#${fragment}`);
}

/** For whom the reader says that the offer should be. */
export const audience = signal("");
export const found = signal<Found | undefined>(undefined);
/** The plan of a genuine offer, computed here, and whether it is the one that was signed. */
export const plan = signal<{ answer: QuoteAnswer; same: boolean } | "impossible" | undefined>(undefined);

effect(() => {
  const now = brought.value;
  const keys = signers.value;
  const whom = audience.value.trim();
  if (!now || !("token" in now)) {
    found.value = undefined;
    return;
  }
  void verify(now.token, keys, whom, Date.now()).then((verdict) => {
    if (brought.peek() === now && signers.peek() === keys && audience.peek().trim() === whom) found.value = verdict;
  });
});

effect(() => {
  const claims = found.value?.claims;
  const up = parley.value;
  if (!claims) {
    plan.value = undefined;
    return;
  }
  if (!up) return;
  void (async () => {
    const request = await requestIn(claims);
    const outcome = await up.ask("quote", JSON.parse(request ?? "{}") as QuoteRequest).catch(() => undefined);
    const same = outcome !== undefined && "answer" in outcome && (await digestOf(outcome.canonical, outcome.body)) === claims.digest;
    batch(() => {
      if (found.peek()?.claims === claims) plan.value = outcome && "answer" in outcome ? { answer: outcome.answer, same } : "impossible";
    });
  })().catch(() => (plan.value = "impossible"));
});
