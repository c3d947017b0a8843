// The plan in one line, and the steps from what is owed to what is paid. Every
// figure is a text of the answer or of the request; none is computed here.

import { isZero, type Format } from "../format.ts";
import type { Quoted } from "./state.ts";
import type { Words } from "../words/words.ts";

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

/** One step from what is owed to what is paid. */
export interface Step {
  name: string;
  /** The figure as it is shown, with its sign. */
  figure: string;
  /** The same as the engine wrote it. */
  amount: string;
  kind: "plain" | "less" | "more" | "sum";
  /** To a sum, or from the step before down or up. */
  moves: "to" | "down" | "up";
  /** Where its working leads to in the answer; a sum that was typed has none. */
  at?: string;
}

export function stepsOf({ answer }: Quoted, words: Words, { money }: Format): Step[] {
  const { financed, totals, deposit } = answer.plan;
  const to = (name: string, amount: string, kind: Step["kind"], at: string): Step => ({ name, figure: money(amount), amount, kind, moves: "to", at });
  const down = (name: string, amount: string, kind: Step["kind"]): Step => ({ name, figure: `−${money(amount)}`, amount, kind, moves: "down" });
  const steps = [to(words.stepOwed, answer.claim_total, "plain", "#/claim_total")];
  if (!isZero(totals.waived)) steps.push({ ...down(words.stepWaived, totals.waived, "less"), at: "#/waived #/plan/totals/waived" });
  if (deposit) steps.push(down(words.stepDeposit, deposit.amount!, "plain"));
  steps.push(to(words.stepFinanced, financed, "sum", "#/plan/financed"));
  if (!isZero(totals.interest)) steps.push({ name: words.stepInterest, figure: `+${money(totals.interest)}`, amount: totals.interest, kind: "more", moves: "up", at: "#/plan/totals/interest" });
  steps.push(to(deposit ? words.stepPaidWithDeposit : words.stepPaid, totals.paid, "sum", "#/plan/totals/paid"));
  return steps;
}
