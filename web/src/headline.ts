// The plan in one line, and the steps from what is owed to what is paid. Every
// figure is a text of the answer or of the request; none is computed here.

import { isZero, type Format } from "./format.ts";
import type { Quoted } from "./state.ts";
import type { Words } from "./words/words.ts";

/** How many payments, what the last one is, and when. */
export function headline({ request, answer }: Quoted, words: Words, { money, day }: Format): string {
  const { count, amount, instalments } = answer.plan;
  const last = instalments[instalments.length - 1];
  if (!last) return "";
  if (request.terms.shape === "lump_sum") return words.onOneDate(day(last.due));
  if (last.amount === amount) return words.onDatesEqual(count, day(last.due));
  const line = request.terms.shape === "equal_principal" ? words.falling : words.onDates;
  return line(count, money(last.amount), day(last.due));
}

/** The headline as a sentence that is read aloud. */
export function sentence({ request, answer }: Quoted, words: Words, { money, day }: Format): string {
  const { count, amount, totals } = answer.plan;
  const shape = request.terms.shape;
  const told =
    shape === "lump_sum"
      ? words.sentenceOnce(money(amount), day(answer.metrics.last_date))
      : (shape === "equal_principal" ? words.sentenceFalling : words.sentence)(money(amount), count);
  return words.announce(told, money(totals.paid));
}

export interface Step {
  name: string;
  figure: string;
  kind: "plain" | "less" | "more" | "sum";
}

export function amountsOf({ answer }: Quoted, words: Words, { money }: Format): Step[] {
  const { financed, totals } = answer.plan;
  const steps: Step[] = [{ name: words.stepOwed, figure: money(answer.claim_total), kind: "plain" }];
  if (!isZero(totals.waived)) steps.push({ name: words.stepWaived, figure: `−${money(totals.waived)}`, kind: "less" });
  const deposit = answer.plan.deposit?.amount;
  if (deposit) steps.push({ name: words.stepDeposit, figure: `−${money(deposit)}`, kind: "plain" });
  steps.push({ name: words.stepFinanced, figure: money(financed), kind: "sum" });
  if (!isZero(totals.interest)) steps.push({ name: words.stepInterest, figure: `+${money(totals.interest)}`, kind: "more" });
  steps.push({ name: deposit ? words.stepPaidWithDeposit : words.stepPaid, figure: money(totals.paid), kind: "sum" });
  return steps;
}
