// The plans side by side. What is best in a row is told in words, as the engine
// chose it; nothing is compared here.

import type { Label } from "../../../wasm/npm/types.ts";
import { sameAs } from "./deals.tsx";
import { formatOf, say } from "../say.ts";
import { current, deals, quoted, type Quoted } from "./state.ts";
import type { Best } from "../words/borrower.ts";

export function Compare({ menu, labels }: { menu: Quoted[]; labels: Label[] }) {
  const words = say.value.borrower;
  const { money, percent, day } = formatOf(deals.value!.answer);
  const own = current.value && quoted.value && !menu.some((plan) => sameAs(plan, quoted.value)) ? [quoted.value] : [];
  const plans = [...menu, ...own];
  const best = (label: Best, at: number) => labels[at] === label && <span class="tag">{words.best[label]}</span>;
  const rows: readonly (readonly [string, (plan: Quoted) => string, Best?])[] = [
    [say.value.total, ({ answer }) => money(answer.plan.totals.paid), "cheapest"],
    [words.each, ({ answer }) => money(answer.plan.amount), "lowest_payment"],
    [words.lastOn, ({ answer }) => day(answer.metrics.last_date), "fastest"],
    [say.value.waived, ({ answer }) => money(answer.plan.totals.waived)],
    [say.value.yearlyRate, ({ answer }) => percent(answer.metrics.annual_rate.apr_percent)],
    [words.backIfMissed, ({ answer }) => (answer.breach?.[0] ? money(answer.breach[0].reinstated) : words.notAgreed)],
  ];
  return (
    <div class="scroll" role="group" aria-label={words.compareTitle} tabIndex={0}>
      <table class="compare">
        <caption><h3>{words.compareTitle}</h3></caption>
        <thead>
          <tr>
            <td />
            {plans.map((_, at) => <th key={at} scope="col">{labels[at] ? words.label[labels[at]] : words.ownTitle}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, of, label]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {plans.map((plan, at) => <td key={at}>{of(plan)}{label && best(label, at)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
