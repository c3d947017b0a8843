// What is asked about a demand or an offer, and what came of it.

import { batch, computed, effect, signal } from "@preact/signals";
import type { AssessAnswer, AssessRequest, CheckAnswer, CheckRequest, Operations, Pack, Problem, ReconcileAnswer } from "../../../wasm/npm/types.ts";
import { engine, parley } from "../engine.ts";
import { today } from "../day.ts";
import { language } from "../language.ts";
import { check as en } from "../words/check.en.ts";
import type { CheckWords } from "../words/check.ts";
import { check as zh } from "../words/check.zh.ts";
import type { Language } from "../words/words.ts";
import { accountOf, checkOf, emptyFacts, reconcileOf, type Facts } from "./facts.ts";

const words: Record<Language, CheckWords> = { en, "zh-CN": zh };
export const say = computed(() => words[language.value]);

export const facts = signal<Facts>(emptyFacts(today(), "CNY"));

export const packs = signal<Pack[]>([]);
export const pack = signal<Pack | undefined>(undefined);
export const reconciled = signal<ReconcileAnswer | undefined>(undefined);
/** The account by the facts, and the offer, each with what was asked. */
export const account = signal<{ request: AssessRequest; answer: AssessAnswer } | undefined>(undefined);
export const checked = signal<{ request: CheckRequest; answer: CheckAnswer } | undefined>(undefined);
export const troubles = signal<Problem[]>([]);

export function setFact<Name extends keyof Facts>(name: Name, value: Facts[Name]) {
  facts.value = { ...facts.value, [name]: value };
}

/** Milliseconds of quiet before a question is asked: a search tries some hundred ways of counting. */
const quiet = 200;

effect(() => {
  const now = facts.value;
  if (engine.value !== "ready") return;
  const wait = setTimeout(() => ask(now).catch(() => (engine.value = "failed")), quiet);
  return () => clearTimeout(wait);
});

async function ask(now: Facts) {
  const wrong: Problem[] = [];
  const about = async <Op extends keyof Operations>(op: Op, request: Operations[Op]["request"] | undefined) => {
    if (!request) return undefined;
    const outcome = await parley.peek()!.ask(op, request);
    if ("answer" in outcome) return outcome.answer;
    wrong.push(...outcome.problems);
    return undefined;
  };
  const all = packs.peek().length > 0 ? undefined : await about("packs", {});
  const rules = await about("pack", now.pack ? { id: now.pack, on: now.as_of } : undefined);
  const history = accountOf(now);
  const owed = await about("assess", history);
  const figure = wrong.length === 0 ? await about("reconcile", reconcileOf(now)) : undefined;
  const schedule = checkOf(now);
  const offer = await about("check", schedule);
  if (facts.peek() !== now) return; // overtaken by a later entry
  batch(() => {
    if (all) packs.value = all.packs;
    pack.value = rules?.pack;
    account.value = owed && { request: history!, answer: owed };
    reconciled.value = figure;
    checked.value = offer && { request: schedule!, answer: offer };
    troubles.value = wrong;
  });
}
