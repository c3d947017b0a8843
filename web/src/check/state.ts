// What is asked about a demand or an offer, and what came of it.

import { batch, effect, signal } from "@preact/signals";
import type { CheckAnswer, Finding, Operations, Pack, Problem, ReconcileAnswer } from "../../../wasm/npm/types.ts";
import { inquire } from "../asking.ts";
import { today } from "../fields.ts";
import { engine, fields } from "../state.ts";
import { accountOf, checkOf, emptyFacts, reconcileOf, type Facts } from "./facts.ts";

/** Whether the page shows the plan or the check. */
export const view = signal<"plan" | "check">(location.hash === "#check" ? "check" : "plan");

export const facts = signal<Facts>(emptyFacts(today(), fields.peek().currency));

export const packs = signal<Pack[]>([]);
export const pack = signal<Pack | undefined>(undefined);
export const reconciled = signal<ReconcileAnswer | undefined>(undefined);
export const findings = signal<Finding[]>([]);
export const checked = signal<CheckAnswer | undefined>(undefined);
export const troubles = signal<Problem[]>([]);

export function setFact<Name extends keyof Facts>(name: Name, value: Facts[Name]) {
  facts.value = { ...facts.value, [name]: value };
}

/** Milliseconds of quiet before a question is asked: a search tries some hundred ways of counting. */
const quiet = 200;

effect(() => {
  const now = facts.value;
  if (view.value !== "check" || engine.value !== "ready") return;
  const wait = setTimeout(() => void ask(now), quiet);
  return () => clearTimeout(wait);
});

async function ask(now: Facts) {
  const wrong: Problem[] = [];
  const about = async <Op extends keyof Operations>(op: Op, request: Operations[Op]["request"] | undefined) => {
    const outcome = request && (await inquire(op, request));
    if (!outcome) return undefined;
    if ("answer" in outcome) return outcome.answer;
    wrong.push(...outcome.problems);
    return undefined;
  };
  const all = packs.peek().length > 0 ? undefined : await about("packs", {});
  const rules = await about("pack", now.pack ? { id: now.pack, on: now.as_of } : undefined);
  const account = await about("assess", accountOf(now));
  const figure = wrong.length === 0 ? await about("reconcile", reconcileOf(now)) : undefined;
  const offer = await about("check", checkOf(now));
  if (facts.peek() !== now) return; // overtaken by a later entry
  batch(() => {
    if (all) packs.value = all.packs;
    pack.value = rules?.pack;
    findings.value = account?.findings ?? [];
    reconciled.value = figure;
    checked.value = offer;
    troubles.value = wrong;
  });
}
