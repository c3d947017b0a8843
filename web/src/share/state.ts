// What is asked about sharing, and what came of it.

import { batch, computed, effect, signal } from "@preact/signals";
import type { Problem, ShareAnswer } from "../../../wasm/npm/types.ts";
import { engine, parley } from "../engine.ts";
import { today } from "../day.ts";
import { language } from "../language.ts";
import { emptyFacts, shareOf, type Facts } from "./facts.ts";
import { words } from "./words.ts";

export const say = computed(() => words[language.value]);
export const facts = signal<Facts>(emptyFacts(today()));
export const shared = signal<ShareAnswer | undefined>(undefined);
export const troubles = signal<Problem[]>([]);

export function setFact<Name extends keyof Facts>(name: Name, value: Facts[Name]) {
  facts.value = { ...facts.value, [name]: value };
}

/** Milliseconds of quiet before a question is asked: four ways over up to 600 months. */
const quiet = 200;

effect(() => {
  const request = shareOf(facts.value, say.value.debt);
  if (engine.value !== "ready") return;
  let wanted = true;
  const wait = setTimeout(async () => {
    try {
      const outcome = request && (await parley.peek()!.ask("share", request));
      if (!wanted) return;
      batch(() => {
        shared.value = outcome && "answer" in outcome ? outcome.answer : undefined;
        troubles.value = outcome && "problems" in outcome ? outcome.problems : [];
      });
    } catch {
      if (wanted) engine.value = "failed";
    }
  }, quiet);
  return () => {
    wanted = false;
    clearTimeout(wait);
  };
});
