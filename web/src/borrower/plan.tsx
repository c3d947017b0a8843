// One plan: the headline, how it comes about, the checks, the chart, every payment.

import { useMemo } from "preact/hooks";
import { IfBroken } from "./broken.tsx";
import { Checks } from "../checks.tsx";
import { headline, stepsOf } from "./headline.ts";
import { PlanCharts } from "./plan-charts.tsx";
import { PlanTable } from "./plan-table.tsx";
import { language } from "../language.ts";
import { say } from "../say.ts";
import { format, type Quoted } from "./state.ts";
import { rateOf, useWorking, Worked } from "../working.tsx";
import { working } from "../words/working.ts";

export function Plan({ quoted }: { quoted: Quoted }) {
  return (
    <>
      <Headline quoted={quoted} />
      <Steps quoted={quoted} />
      <IfBroken quoted={quoted} />
      <Checks findings={quoted.answer.findings ?? []} format={format.value} />
      <PlanCharts quoted={quoted} />
      <PlanTable quoted={quoted} />
    </>
  );
}

function Headline({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { money, percent, day } = format.value;
  const { request, answer } = quoted;
  const { plan, metrics } = answer;
  const { deposit } = plan;
  const { shape } = request.terms;
  const more = plan.totals.saved.startsWith("-");
  const unit = shape === "lump_sum" ? words.once : shape === "equal_principal" ? words.firstPayment : words.perMonth;
  const [amount, steps] = useWorking(request, "#/plan/amount", unit, money(plan.amount));
  const rate = useMemo(() => rateOf(request, plan, metrics.annual_rate.method), [quoted]);
  return (
    <header class="headline card">
      <p class="amount">
        <strong>{amount}</strong> <span>{unit}</span>
      </p>
      {steps}
      <p class="dates">
        {headline(quoted, words, format.value)}
        {deposit && <> {words.afterDeposit(money(deposit.amount!), day(deposit.due))}</>}
      </p>
      <dl class="figures">
        <div>
          <dt>{words.total}</dt>
          <dd><Worked of={request} at="#/plan/totals/paid" name={words.total}>{money(plan.totals.paid)}</Worked></dd>
        </div>
        <div class={more ? "more-paid" : "saved"}>
          <dt>{more ? words.costsMore : words.saved}</dt>
          <dd><Worked of={request} at="#/plan/totals/saved" name={more ? words.costsMore : words.saved}>{money(plan.totals.saved.replace("-", ""))}</Worked></dd>
        </div>
        <div>
          <dt>{words.yearlyRate}</dt>
          <dd><Worked of={rate} at="#" name={words.yearlyRate}>{percent(metrics.annual_rate.apr_percent)}</Worked></dd>
          <dd class="hint">{words.method[metrics.annual_rate.method]}</dd>
        </div>
      </dl>
      <p class="hint">{working[language.value].hint}</p>
    </header>
  );
}

function Steps({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  return (
    <section class="card" aria-labelledby="steps-title">
      <h3 id="steps-title">{words.stepsTitle}</h3>
      <dl class="steps">
        {stepsOf(quoted, words, format.value).map(({ name, figure, kind, at }) => (
          <div key={name} class={kind}>
            <dt>{name}</dt>
            <dd>{at ? <Worked of={quoted.request} at={at} name={name}>{figure}</Worked> : figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
