// What the desk holds, and the questions that it asks while somebody types. The
// engine answers; nothing is computed here.

import { batch, computed, effect, signal } from "@preact/signals";
import type { Outcome } from "../../../wasm/npm/browser.ts";
import type { Currency, LintRequest, MandatePlan, NegotiateRequest, Operations, PackID, Problem, QuoteRequest } from "../../../wasm/npm/types.ts";
import { today } from "../day.ts";
import { components } from "../debt.ts";
import { engine, load, parley } from "../engine.ts";
import { formatter } from "../format.ts";
import { language } from "../language.ts";
import type { Language } from "../words/words.ts";
import { exampleIn } from "./example.ts";
import { at, listAt, pick, put, type Json, type Tree } from "./tree.ts";
import { en } from "./words/en.ts";
import type { DeskWords } from "./words/words.ts";
import { zh } from "./words/zh.ts";

const words: Record<Language, DeskWords> = { en, "zh-CN": zh };

export const say = computed(() => words[language.value]);

export const views = ["account", "mandate", "offers", "proposal", "sheet", "portfolio"] as const;
export type View = (typeof views)[number];

const viewOf = (hash: string): View => views.find((view) => hash === `#${view}`) ?? "account";
export const view = signal<View>(viewOf(location.hash));
addEventListener("hashchange", () => (view.value = viewOf(location.hash)));

/** The account, the budget, the mandate, a proposal, and what is typed on the sheet. */
export const desk = signal<Tree>(exampleIn(language.peek()));
/** Whether the account is the example, changed or not. */
export const fromExample = signal(true);

/** What of the desk is an account and its mandate, as the engine reads them. */
export const accountKeys = ["as_of", "currency", "pack", "contract_date", "claim", "segment", "hardship", "budget"] as const;
export const requestKeys = [...accountKeys, "mandate"] as const;

export function set(pointer: string, value: Json | undefined) {
  desk.value = put(desk.value, pointer, value);
}

/** Puts the example's account away. The mandate stays: it is the creditor's. */
export function startOwn() {
  batch(() => {
    desk.value = {
      as_of: today(),
      ...pick(desk.value, ["currency", "pack", "mandate", "waiver_terms"]),
      claim: { components: {} },
      budget: {},
    };
    fromExample.value = false;
  });
}

/** Takes an account, with a mandate where there is one, in place of the one on the desk. */
export function take(account: Tree) {
  batch(() => {
    desk.value = { ...pick(desk.value, ["as_of", "currency", "mandate", "waiver_terms"]), budget: {}, ...account };
    fromExample.value = false;
  });
}

export const currency = computed(() => {
  const code = at(desk.value, "/currency");
  return typeof code === "string" && /^[A-Z]{3}$/.test(code) ? (code as Currency) : "CNY";
});
export const format = computed(() => formatter(language.value, currency.value));

/** Whether there is anything to ask about: the account says something that is owed. */
export const hasAccount = computed(() => components.some((name) => at(desk.value, `/claim/components/${name}`) !== undefined));

export const negotiation = computed(
  () => ({ budget: {}, ...pick(desk.value, requestKeys), view: "creditor" }) as unknown as NegotiateRequest,
);

/** Brings up the engine, or brings it up again, and asks what the desk needs to know. */
export async function start() {
  await load();
  if (engine.peek() === "ready") for (const each of questions) each.again();
}

interface Question { again(): void; problems: { value: Problem[] } }
const questions: Question[] = [];

/**
 * A question that is asked again whenever what it asks changes. An answer that
 * was overtaken is dropped; the last good one stays until a newer arrives.
 */
function question<Op extends keyof Operations>(op: Op, make: () => Operations[Op]["request"] | undefined) {
  const request = computed(make);
  const answer = signal<Operations[Op]["answer"] | undefined>(undefined);
  const problems = signal<Problem[]>([]);
  const current = signal(false);
  let busy = false;
  const settle = (outcome: Outcome<Operations[Op]["answer"]>) =>
    batch(() => {
      problems.value = "problems" in outcome ? outcome.problems : [];
      if ("answer" in outcome) answer.value = outcome.answer;
      current.value = "answer" in outcome;
    });
  const ask = async () => {
    const asked = request.peek();
    if (!asked || !parley.peek() || busy) return;
    busy = true;
    try {
      const outcome = await parley.peek()!.ask(op, asked);
      if (asked === request.peek()) settle(outcome);
      engine.value = "ready";
    } catch {
      engine.value = "failed";
      return;
    } finally {
      busy = false;
    }
    if (asked !== request.peek()) void ask();
  };
  effect(() => {
    const asked = request.value;
    current.value = false;
    if (!asked) answer.value = undefined;
    if (!asked) problems.value = [];
    void ask();
  });
  const made = { request, answer, problems, current, again: () => void ask() };
  questions.push(made);
  return made;
}

const onView = (...shown: View[]) => shown.includes(view.value);

/** Whether the offers are to be worth alike to the creditor, and to differ only in what they ask of the borrower. */
export const alike = signal(false);

/** The plans that both sides could sign. */
export const offers = question("negotiate", () =>
  hasAccount.value && !onView("portfolio") ? { ...negotiation.value, ...(alike.value && { menu: "equal_value" }) } : undefined);

/** The whole claim paid on the day of the question: what every plan is held against. */
export const inFull = question("quote", () => {
  if (!hasAccount.value || !onView("offers", "sheet")) return undefined;
  const { as_of, currency, claim } = negotiation.value;
  return { as_of, currency, claim, terms: { shape: "lump_sum", first_due: as_of, rate: { value: "0", per: "year" } } };
});

/** What there is to look at in the mandate. */
export const lint = question("lint", () =>
  onView("mandate") ? ({ currency: currency.value, mandate: at(desk.value, "/mandate") ?? {} } as unknown as LintRequest) : undefined,
);

/** Whether a proposal has anything in it. */
export const hasProposal = computed(() => ["count", "amount"].some((key) => at(desk.value, `/proposal/${key}`) !== undefined));

/** What the mandate says to the borrower's proposal. */
export const counter = question("counter", () => {
  if (!onView("proposal") || !hasAccount.value || !hasProposal.value) return undefined;
  return { ...negotiation.value, proposal: at(desk.value, "/proposal") } as unknown as Operations["counter"]["request"];
});

/** The offer that the sheet is made of. */
export const chosen = signal<Pick<MandatePlan, "terms" | "waivers"> | undefined>(undefined);

/** An offer as a question of its own: the account, with the offer's terms and waivers. */
export function quoteOf({ terms, waivers }: Pick<MandatePlan, "terms" | "waivers">): QuoteRequest {
  const { as_of, currency, pack, contract_date, claim } = negotiation.value;
  return { as_of, currency, claim, terms, ...(waivers && { waivers }), ...(pack && { pack }), ...(contract_date && { contract_date }) };
}

/** The offer with what a missed payment brings back and what the rules recall. */
export const sheet = question("quote", () => {
  const offer = chosen.value;
  if (!onView("sheet") || !offer) return undefined;
  const waiver_terms = at(desk.value, "/waiver_terms");
  return { ...quoteOf(offer), ...(waiver_terms !== undefined && offer.waivers && { waiver_terms }) } as QuoteRequest;
});

/** The rules that the account names, as they hold on its day. */
export const pack = question("pack", () => {
  const { pack: id, as_of } = pick(desk.value, ["pack", "as_of"]);
  return onView("sheet") && id ? { id: id as PackID, on: as_of as string } : undefined;
});

/** The problem of a place on the desk, or of a list that a box writes as one text. */
export function problemAt(pointer: string): Problem | undefined {
  const all = questions.flatMap(({ problems }) => problems.value);
  return all.find(({ pointer: spoken }) => spoken === `#${pointer}`) ?? all.find(({ pointer: spoken }) => spoken.startsWith(`#${pointer}/`));
}

/** How many tiers the mandate has. */
export const tiers = computed(() => listAt(desk.value, "/mandate/tiers"));
