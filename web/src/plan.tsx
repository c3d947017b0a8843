// One plan: the headline, how it comes about, the checks, the chart, every payment.

import { IfBroken } from "./broken.tsx";
import { Checks } from "./checks.tsx";
import { headline, stepsOf } from "./headline.ts";
import { PlanCharts } from "./plan-charts.tsx";
import { PlanTable } from "./plan-table.tsx";
import { format, say, type Quoted } from "./state.ts";

export function Plan({ quoted }: { quoted: Quoted }) {
  return (
    <>
      <Headline quoted={quoted} />
      <Steps quoted={quoted} />
      <IfBroken quoted={quoted} />
      <Checks findings={quoted.answer.findings ?? []} />
      <PlanCharts quoted={quoted} />
      <PlanTable quoted={quoted} />
    </>
  );
}

function Headline({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { money, percent, day } = format.value;
  const { plan, metrics } = quoted.answer;
  const { deposit } = plan;
  const { shape } = quoted.request.terms;
  const more = plan.totals.saved.startsWith("-");
  return (
    <header class="headline card">
      <p class="amount">
        <strong>{money(plan.amount)}</strong>{" "}
        <span>{shape === "lump_sum" ? words.once : shape === "equal_principal" ? words.firstPayment : words.perMonth}</span>
      </p>
      <p class="dates">
        {headline(quoted, words, format.value)}
        {deposit && <> {words.afterDeposit(money(deposit.amount!), day(deposit.due))}</>}
      </p>
      <dl class="figures">
        <div>
          <dt>{words.total}</dt>
          <dd>{money(plan.totals.paid)}</dd>
        </div>
        <div class={more ? "more-paid" : "saved"}>
          <dt>{more ? words.costsMore : words.saved}</dt>
          <dd>{money(plan.totals.saved.replace("-", ""))}</dd>
        </div>
        <div>
          <dt>{words.yearlyRate}</dt>
          <dd>{percent(metrics.annual_rate.apr_percent)}</dd>
          <dd class="hint">{words.method[metrics.annual_rate.method]}</dd>
        </div>
      </dl>
    </header>
  );
}

function Steps({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  return (
    <section class="card" aria-labelledby="steps-title">
      <h3 id="steps-title">{words.stepsTitle}</h3>
      <dl class="steps">
        {stepsOf(quoted, words, format.value).map(({ name, figure, kind }) => (
          <div key={name} class={kind}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
