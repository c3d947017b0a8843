// What the borrower says and writes. Every figure is a text of the answer, put into
// the slots of the words.

import { components } from "../fields.ts";
import { isZero, type Format } from "../format.ts";
import type { Quoted } from "./state.ts";
import type { LetterFacts } from "../words/borrower.ts";
import type { Words } from "../words/words.ts";

/** The plan's figures as a letter needs them; income is what is left each month, where a budget was told. */
export function factsOf({ request, answer }: Quoted, { money, day, percent }: Format, words: Words, leftOver?: string): LetterFacts {
  const { plan, claim_total, as_of, metrics } = answer;
  const first = plan.instalments[0]!;
  const last = plan.instalments[plan.instalments.length - 1]!;
  const { rate } = request.terms;
  return {
    owed: money(claim_total),
    asOf: day(as_of),
    count: plan.count,
    amount: money(plan.amount),
    first: day(first.due),
    last: day(last.due),
    lastAmount: last.amount === plan.amount ? "" : money(last.amount),
    falling: request.terms.shape === "equal_principal",
    total: money(plan.totals.paid),
    yearly: isZero(rate.value) ? "" : percent(metrics.annual_rate.apr_percent),
    waived: isZero(plan.totals.waived) ? "" : money(plan.totals.waived),
    waivedParts: components
      .flatMap((name) => {
        const sum = answer.waived[name];
        return sum && !isZero(sum) ? words.borrower.partOf(words.component[name], money(sum)) : [];
      })
      .join(words.borrower.listComma),
    deposit: plan.deposit ? money(plan.deposit.amount!) : "",
    depositDue: plan.deposit ? day(plan.deposit.due) : "",
    leftOver: leftOver ? money(leftOver) : "",
  };
}
