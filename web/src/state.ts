// One signal of inputs, one of results. A question that was overtaken by a later
// input is aborted; the last good answer stays until a newer arrives.

import { batch, computed, effect, signal } from "@preact/signals";
import exampleAnswer from "example:answer";
import { connect, type Outcome, type Parley } from "../../wasm/npm/browser.ts";
import type { Problem, QuoteAnswer, QuoteRequest } from "../../wasm/npm/types.ts";
import { blank, example, today, type FieldName, type Fields } from "./fields.ts";
import { formatter } from "./format.ts";
import { kept, keep } from "./keep.ts";
import { trouble, type Trouble } from "./problems.ts";
import { missing, requestOf } from "./request.ts";
import { en } from "./words/en.ts";
import type { Language, Words } from "./words/words.ts";
import { zh } from "./words/zh.ts";

const words: Record<Language, Words> = { en, "zh-CN": zh };

/** A plan with the request that it answers. */
export interface Quoted {
  request: QuoteRequest;
  answer: QuoteAnswer;
  /** SHA-256 over the canonical request, a newline and the answer; empty where the browser has no digest. */
  digest: string;
}

const firstLanguage = (): Language =>
  kept("language") ?? (navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag))?.toLowerCase().startsWith("zh") ? "zh-CN" : "en");

export const language = signal<Language>(firstLanguage());
export const say = computed(() => words[language.value]);

const startsWithExample = kept("started") !== "own";

export const fields = signal<Fields>(startsWithExample ? example : blank(today()));
/** Whether the form began as the example, changed or not. */
export const fromExample = signal(startsWithExample);

export type EngineState = "loading" | "ready" | "failed";
export const engine = signal<EngineState>("loading");

/** The last good plan. The example's answer was computed while the page was built. */
export const quoted = signal<Quoted | undefined>(
  startsWithExample ? { request: requestOf(example), answer: exampleAnswer, digest: "" } : undefined,
);
export const problems = signal<Problem[]>([]);
/** Fields to fill in before there is anything to ask. */
export const needed = computed<FieldName[]>(() => missing(fields.value));
/** Whether the plan on the page answers the form as it is now. */
export const current = signal(startsWithExample);

/** Formats figures of the plan on the page, which may be older than the form's currency. */
export const format = computed(() => formatter(language.value, quoted.value?.answer.currency ?? fields.value.currency));

/** The problems of the form as it is now, in the page's language. */
export const troubles = computed<Trouble[]>(() =>
  problems.value.map((each) => trouble(each, fields.value, say.value, formatter(language.value, fields.value.currency))),
);

export function set<Name extends FieldName>(name: Name, value: Fields[Name]) {
  fields.value = { ...fields.value, [name]: value };
}

export function startOwn() {
  keep("started", "own");
  batch(() => {
    fields.value = blank(today(), fields.value.currency);
    fromExample.value = false;
    quoted.value = undefined;
  });
}

export function showExample() {
  batch(() => {
    fields.value = example;
    fromExample.value = true;
  });
}

export function speak(chosen: Language) {
  keep("language", chosen);
  language.value = chosen;
}

interface Source {
  wasm: string;
  open: () => Worker;
}

let source: Source | undefined;
let parley: Parley | undefined;
let asking: AbortController | undefined; // the question about the form as it is now

/** Fetches the engine and starts it. */
export async function load(from: Source) {
  source = from;
  engine.value = "loading";
  try {
    parley ??= await connect(from);
    engine.value = "ready";
  } catch {
    engine.value = "failed";
    return;
  }
  void ask();
}

/** Tries again after a failure; what was typed is still there. */
export function retry() {
  if (source) void load(source);
}

/** Asks for the plan of the form as it is now, and no longer for that of the form as it was. */
async function ask() {
  asking?.abort();
  if (!parley) return;
  if (needed.value.length > 0) {
    batch(() => {
      problems.value = [];
      current.value = false;
    });
    return;
  }
  const request = requestOf(fields.value);
  const { signal } = (asking = new AbortController());
  try {
    const outcome = await parley.ask("quote", request, signal);
    const digest = await digestOf(outcome);
    if (!signal.aborted) settle(request, outcome, digest);
  } catch {
    if (!signal.aborted) engine.value = "failed";
  }
}

function settle(request: QuoteRequest, outcome: Outcome<QuoteAnswer>, digest: string) {
  batch(() => {
    engine.value = "ready";
    if ("problems" in outcome) {
      problems.value = outcome.problems;
      current.value = false;
      return;
    }
    problems.value = [];
    quoted.value = { request, answer: outcome.answer, digest };
    current.value = true;
  });
}

async function digestOf({ canonical, body }: Outcome<QuoteAnswer>): Promise<string> {
  if (!globalThis.crypto?.subtle) return ""; // plain HTTP outside localhost
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${canonical}\n${body}`));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let changed = false; // the example's answer is on the page from the start
effect(() => {
  fields.value;
  if (changed) current.value = false;
  changed = true;
  void ask();
});
