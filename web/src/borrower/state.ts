// One signal of inputs, and signals of what comes of them.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import exampleAnswer from "example:answer";
import type { AssessAnswer, CounterAnswer, NegotiateAnswer, Problem, QuoteAnswer, QuoteRequest } from "../../../wasm/npm/types.ts";
import { blank, example, today, type FieldName, type Fields } from "../fields.ts";
import { readHistory } from "../history.ts";
import { keep, kept, keptForm } from "../keep.ts";
import { missingDeals } from "../negotiation.ts";
import { trouble, type Trouble } from "../problems.ts";
import { missing, requestOf } from "../request.ts";
import { formatOf, say } from "../say.ts";

/** A plan with the request that it answers. */
export interface Quoted {
  request: QuoteRequest;
  answer: QuoteAnswer;
}

const ownForm = keptForm();
const startsWithExample = !ownForm && kept("started") !== "own";

export const fields = signal<Fields>(ownForm ?? (startsWithExample ? example : blank(today())));

const each = Object.fromEntries(Object.keys(example).map((name) => [name, computed(() => fields.value[name as FieldName])]));
/** What one field holds. Who reads it is drawn again when this field changes, and not with every other. */
export const typed = <Name extends FieldName>(name: Name): Fields[Name] => each[name]!.value as Fields[Name];

/** Whether the form began as the example, changed or not. */
export const fromExample = signal(startsWithExample);

/** The last good plan. The example's answer was computed while the page was built. */
export const quoted = signal<Quoted | undefined>(
  startsWithExample ? { request: requestOf(example), answer: exampleAnswer } : undefined,
);
/** SHA-256 over the canonical request of that plan, a newline and the answer; empty until it is known, and where the browser has no digest. */
export const digest = signal("");
/** What the plans of the lender and the borrower come to. */
export interface Deals {
  answer: NegotiateAnswer;
  /** Each plan of the menu as quote makes it, with what a broken plan costs where that is agreed. */
  menu: Quoted[];
  /** Without an agreement: what would open one, on either side. What the lender accepts was typed here, so nothing of it is secret. */
  apart: NegotiateAnswer | undefined;
}

export const problems = signal<Problem[]>([]);
/** Problems of what can be paid and of what the lender said; the plan in hand may still stand. */
export const dealProblems = signal<Problem[]>([]);
/** The statement as the engine reads it. */
export const assessed = signal<AssessAnswer | undefined>(undefined);
export const history = computed(() =>
  readHistory({ history: typed("history"), history_columns: typed("history_columns"), history_days: typed("history_days"), history_kinds: typed("history_kinds") }),
);
/** The plans that both sides could sign, and whether they answer the form as it is now. */
export const deals = signal<Deals | undefined>(undefined);
export const dealsCurrent = signal(false);
/** Whether the budget leaves nothing to pay from: then no plan is shown. */
export const nothingLeft = computed(() => deals.value?.answer.status === "no_sustainable_plan");
/** How far the plan in hand can be moved. */
export const reach = signal<CounterAnswer | undefined>(undefined);
/** Fields to fill in before there is a plan in hand. */
export const needed = steady<FieldName[]>(() => missing(fields.value));
/** Fields to fill in before it can be asked which plans there are. */
export const dealsNeed = steady<FieldName[]>(() => missingDeals(fields.value));
/** Whether the plan on the page answers the form as it is now. */
export const current = signal(startsWithExample);

/** Formats figures of the plan on the page, which may be older than the form's currency. */
export const format = computed(() => formatOf(quoted.value?.answer ?? { currency: typed("currency") }));

/** The problems of the form as it is now, in the page's language. */
export const troubles = steady<Trouble[]>(() => {
  const seen = new Set<string>();
  return [...problems.value, ...dealProblems.value]
    .map((each) => trouble(each, fields.value, say.value, formatOf(fields.value)))
    .filter(({ field, code }) => !seen.has(`${field}/${code}`) && seen.add(`${field}/${code}`)); // two questions may fail alike
});

/** A list that comes of the whole form. It stays the same one while it says the same, so that nobody is drawn again for it. */
export function steady<List>(make: () => List): ReadonlySignal<List> {
  let last: { list: List; text: string } | undefined;
  return computed(() => {
    const list = make();
    const text = JSON.stringify(list);
    if (last?.text !== text) last = { list, text };
    return last.list;
  });
}

export function set<Name extends FieldName>(name: Name, value: Fields[Name]) {
  fields.value = { ...fields.value, [name]: value };
}

/** Changes several fields at once. */
export function put(values: Partial<Fields>) {
  fields.value = { ...fields.value, ...values };
}

export function startOwn() {
  keep("started", "own");
  batch(() => {
    fields.value = blank(today(), fields.value.currency);
    fromExample.value = false;
    quoted.value = undefined;
    deals.value = undefined;
  });
}

export function showExample() {
  batch(() => {
    fields.value = example;
    fromExample.value = true;
  });
}
