// Asks the engine what the form needs to know. Questions that were overtaken by a
// later input are aborted; the last good answers stay until newer ones arrive.

import { batch, effect } from "@preact/signals";
import type { Outcome, Parley } from "../../../wasm/npm/browser.ts";
import type { AssessAnswer, OpenPlan, Operations, Problem, QuoteAnswer, QuoteRequest } from "../../../wasm/npm/types.ts";
import { engine, load, parley } from "../engine.ts";
import type { Fields } from "../fields.ts";
import { isZero } from "../format.ts";
import { assessOf } from "../history.ts";
import { counterOf, negotiateOf } from "../negotiation.ts";
import { aboutOf, requestOf, type Parts } from "../request.ts";
import {
  assessed, current, dealProblems, deals, dealsCurrent, dealsNeed, digest, fields, history, needed, problems, quoted, reach, type Deals, type Quoted,
} from "./state.ts";

let asking: AbortController | undefined; // the questions about the form as it is now

/** Brings up the engine, or brings it up again after a failure, and answers the form. */
export async function start() {
  await load();
  if (engine.peek() === "ready") await ask();
}

/** Asks the engine something beside the plan; undefined when it has not come up or has failed. */
export async function inquire<Op extends keyof Operations>(op: Op, request: Operations[Op]["request"]): Promise<Outcome<Operations[Op]["answer"]> | undefined> {
  try {
    return await parley.peek()?.ask(op, request);
  } catch {
    return undefined;
  }
}

/** Answers the form as it is now, and no longer as it was. */
async function ask() {
  asking?.abort();
  const up = parley.peek(); // no input: a form is not asked about again because the engine came up
  if (!up) return;
  const { signal } = (asking = new AbortController());
  try {
    await answer(up, signal);
    engine.value = "ready";
  } catch {
    if (!signal.aborted) engine.value = "failed";
  }
}

/** Asks what the form needs to know, one question after another; each answer is on the page at once. */
async function answer(parley: Parley, signal: AbortSignal) {
  const form = fields.value;
  const put: Put = (op, request) => parley.ask(op, request, signal);
  const parts = form.owing === "history" ? await readStatement(form, put) : {};
  const request = parts && needed.value.length === 0 ? requestOf(form, parts) : undefined;
  const plan = settle(request, request && (await put("quote", request)));
  if (!parts || dealsNeed.value.length > 0) {
    batch(() => {
      dealProblems.value = [];
      deals.value = reach.value = undefined;
      dealsCurrent.value = false;
    });
    return;
  }
  await negotiate(form, parts, plan, put);
}

/** Asks one question, unless the form has changed since: then it throws. */
type Put = <Op extends keyof Operations>(op: Op, request: Operations[Op]["request"]) => Promise<Outcome<Operations[Op]["answer"]>>;

let statement: { asked: string; outcome: Outcome<AssessAnswer> } | undefined; // what was read last

/** The parts of the debt by the statement, or nothing when the engine cannot read it. */
async function readStatement(form: Fields, put: Put): Promise<Parts | undefined> {
  const request = assessOf(form, history.value);
  if (request.entries.length === 0) {
    batch(() => {
      assessed.value = undefined;
      problems.value = [];
    });
    return undefined;
  }
  const asked = JSON.stringify(request);
  if (statement?.asked !== asked) statement = { asked, outcome: await put("assess", request) };
  const { outcome } = statement;
  if ("problems" in outcome) {
    batch(() => {
      assessed.value = undefined;
      problems.value = outcome.problems;
    });
    return undefined;
  }
  assessed.value = outcome.answer;
  return Object.fromEntries(Object.entries(outcome.answer.claim.components).filter(([, sum]) => !isZero(sum)));
}

/** Shows what came of the request for the plan in hand; without a request there is none to ask for yet. */
function settle(request: QuoteRequest | undefined, outcome: Outcome<QuoteAnswer> | undefined): Quoted | undefined {
  const plan = request && outcome && "answer" in outcome ? { request, answer: outcome.answer } : undefined;
  batch(() => {
    current.value = plan !== undefined;
    if (outcome) problems.value = "problems" in outcome ? outcome.problems : [];
    else if (needed.value.length > 0) problems.value = [];
    if (!plan) return;
    quoted.value = plan;
    digest.value = "";
  });
  if (plan) void digestOf(outcome!).then((text) => quoted.peek() === plan && (digest.value = text));
  return plan;
}

async function negotiate(form: Fields, parts: Parts, plan: Quoted | undefined, put: Put) {
  const found = await findDeals(form, parts, put);
  if (Array.isArray(found)) {
    batch(() => {
      dealProblems.value = found;
      dealsCurrent.value = false;
      reach.value = undefined;
    });
    return;
  }
  const moved = await put("counter", counterOf(form, plan?.request.terms, plan?.answer.plan.totals.waived ?? "0", parts));
  batch(() => {
    dealProblems.value = [];
    deals.value = found;
    dealsCurrent.value = true;
    reach.value = "answer" in moved ? moved.answer : undefined;
  });
}

let known: { asked: string; deals: Deals } | undefined; // what was found last, and by which questions

/** The plans that both sides could sign, or the problems of what was asked. The plan in hand has no part in it, so a change of that one asks nothing anew. */
async function findDeals(form: Fields, parts: Parts, put: Put): Promise<Deals | Problem[]> {
  const request = negotiateOf(form, parts);
  const terms = requestOf(form, parts).waiver_terms;
  const asked = JSON.stringify([request, terms]);
  if (known?.asked === asked) return known.deals;
  const outcome = await put("negotiate", request);
  if ("problems" in outcome) return outcome.problems;
  const { status, borrower } = outcome.answer;
  const menu = await Promise.all((borrower?.menu ?? []).map(async (open): Promise<Quoted[]> => {
    const request = { ...aboutOf(form, parts), ...agreed(open), ...(terms && { waiver_terms: terms }) };
    const made = await put("quote", request);
    return "answer" in made ? [{ request, answer: made.answer }] : [];
  }));
  const both = status === "no_agreement" ? await put("negotiate", negotiateOf(form, parts, "mediator")) : undefined;
  known = { asked, deals: { answer: outcome.answer, menu: menu.flat(), apart: both && "answer" in both ? both.answer : undefined } };
  return known.deals;
}

const agreed = ({ terms, waivers }: OpenPlan) => (waivers ? { terms, waivers } : { terms });

async function digestOf({ canonical, body }: { canonical: string; body: string }): Promise<string> {
  if (!globalThis.crypto?.subtle) return ""; // plain HTTP outside localhost
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${canonical}\n${body}`));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let changed = false; // the example's answer is on the page from the start
effect(() => {
  fields.value;
  if (changed) current.value = dealsCurrent.value = false;
  changed = true;
  void ask();
});
