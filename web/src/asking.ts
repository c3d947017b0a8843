// Asks the engine what the form needs to know. Questions that were overtaken by a
// later input are aborted; the last good answers stay until newer ones arrive.

import { batch, effect } from "@preact/signals";
import type { Connection, Outcome, Parley } from "../../wasm/npm/browser.ts";
import type { OpenPlan, Operations, Problem, QuoteRequest } from "../../wasm/npm/types.ts";
import { engine, load, parley } from "./engine.ts";
import type { Fields } from "./fields.ts";
import { isZero } from "./format.ts";
import { assessOf } from "./history.ts";
import { counterOf, negotiateOf } from "./negotiation.ts";
import { aboutOf, requestOf, type Parts } from "./request.ts";
import {
  assessed, current, dealProblems, deals, dealsCurrent, dealsNeed, fields, history, needed, problems, quoted, reach, type Quoted,
} from "./state.ts";

let asking: AbortController | undefined; // the questions about the form as it is now

/** Brings up the engine, or brings it up again after a failure, and answers the form. */
export async function start(from?: Connection) {
  await load(from);
  if (engine.peek() === "ready") void ask();
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
  const plan = parts && needed.value.length === 0 ? await quote(requestOf(form, parts), put) : undefined;
  signal.throwIfAborted(); // the digest is no question to the engine
  settle(plan, needed.value.length > 0);
  if (!parts || dealsNeed.value.length > 0) {
    batch(() => {
      dealProblems.value = [];
      deals.value = reach.value = undefined;
      dealsCurrent.value = false;
    });
    return;
  }
  await negotiate(form, parts, plan && !("problems" in plan) ? plan : undefined, put);
}

/** Asks one question, unless the form has changed since: then it throws. */
type Put = <Op extends keyof Operations>(op: Op, request: Operations[Op]["request"]) => Promise<Outcome<Operations[Op]["answer"]>>;

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
  const outcome = await put("assess", request);
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

async function quote(request: QuoteRequest, put: Put): Promise<Quoted | { problems: Problem[] }> {
  const outcome = await put("quote", request);
  if ("problems" in outcome) return outcome;
  return { request, answer: outcome.answer, digest: await digestOf(outcome) };
}

function settle(plan: Quoted | { problems: Problem[] } | undefined, blank: boolean) {
  batch(() => {
    current.value = plan !== undefined && "answer" in plan;
    if (plan === undefined) {
      if (blank) problems.value = [];
    } else if ("problems" in plan) {
      problems.value = plan.problems;
    } else {
      problems.value = [];
      quoted.value = plan;
    }
  });
}

async function negotiate(form: Fields, parts: Parts, plan: Quoted | undefined, put: Put) {
  const outcome = await put("negotiate", negotiateOf(form, parts));
  if ("problems" in outcome) {
    batch(() => {
      dealProblems.value = outcome.problems;
      dealsCurrent.value = false;
      reach.value = undefined;
    });
    return;
  }
  const { status, borrower } = outcome.answer;
  const terms = requestOf(form, parts).waiver_terms;
  const menu: Quoted[] = [];
  for (const open of borrower?.menu ?? []) {
    const made = await quote({ ...aboutOf(form, parts), ...agreed(open), ...(terms && { waiver_terms: terms }) }, put);
    if ("answer" in made) menu.push(made);
  }
  const both = status === "no_agreement" ? await put("negotiate", negotiateOf(form, parts, "mediator")) : undefined;
  const moved = await put("counter", counterOf(form, plan?.request.terms, plan?.answer.plan.totals.waived ?? "0", parts));
  batch(() => {
    dealProblems.value = [];
    deals.value = { answer: outcome.answer, menu, apart: both && "answer" in both ? both.answer : undefined };
    dealsCurrent.value = true;
    reach.value = "answer" in moved ? moved.answer : undefined;
  });
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
