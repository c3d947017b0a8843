// What the borrower leaves with: the headline, the checks, the chart, every payment.

import { BalanceChart } from "./chart.tsx";
import { Checks } from "./checks.tsx";
import { PlanTable } from "./plan-table.tsx";
import { IfBroken } from "./broken.tsx";
import { amountsOf, headline } from "./headline.ts";
import { current, engine, format, needed, quoted, retry, say, set, troubles, type Quoted } from "./state.ts";
import type { FieldName } from "./fields.ts";
import type { Trouble } from "./problems.ts";

export function Result() {
  const words = say.value;
  const plan = quoted.value;
  const waiting = needed.value.length > 0;
  const blocked = waiting || troubles.value.length > 0;
  return (
    <section id="result" class="result" aria-labelledby="result-title" tabIndex={-1}>
      <h2 id="result-title" class="unseen">{words.resultTitle}</h2>
      {engine.value === "failed" && <Failed />}
      {waiting && <Needed empty={!plan} />}
      {!waiting && troubles.value.length > 0 && <Problems />}
      {!plan && !blocked && engine.value === "loading" && <p class="card quiet">{words.loading}</p>}
      {plan && (
        <div class={`plan ${current.value ? "" : "stale"}`}>
          {blocked && <p class="stale-note">{words.stale}</p>}
          <Headline quoted={plan} />
          <Steps quoted={plan} />
          <Checks findings={plan.answer.findings ?? []} />
          <section class="card">
            <BalanceChart quoted={plan} />
          </section>
          <PlanTable quoted={plan} />
          <IfBroken quoted={plan} />
          <Made quoted={plan} />
        </div>
      )}
    </section>
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
        {amountsOf(quoted, words, format.value).map(({ name, figure, kind }) => (
          <div key={name} class={kind}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Failed() {
  const words = say.value;
  return (
    <div class="card notice wall" role="alert">
      <h3>{words.failedTitle}</h3>
      <p>{words.failedText}</p>
      <button type="button" class="primary" onClick={retry}>{words.retry}</button>
    </div>
  );
}

function Needed({ empty }: { empty: boolean }) {
  const words = say.value;
  return (
    <div class="card notice">
      {empty && (
        <>
          <h3>{words.emptyTitle}</h3>
          <p class="hint">{words.emptyText}</p>
        </>
      )}
      <p>{words.needed}</p>
      <ul>
        {needed.value.map((name) => <li key={name}><FieldLink name={name} /></li>)}
      </ul>
    </div>
  );
}

function Problems() {
  const words = say.value;
  const below = troubles.value.find(({ code }) => code === "payment_below_interest");
  if (below) {
    return (
      <div class="card notice wall">
        <h3>{words.belowInterestTitle}</h3>
        <p>{below.allowed ? words.belowInterest(below.allowed) : words.belowInterestUnknown}</p>
        <UseAllowed trouble={below} />
      </div>
    );
  }
  return (
    <div class="card notice review" role="group" aria-labelledby="problems-title">
      <h3 id="problems-title">{words.problemsTitle(troubles.value.length)}</h3>
      <ul>
        {troubles.value.map((each, n) => (
          <li key={n}>
            {each.field ? <FieldLink name={each.field} /> : words.wholeForm}{words.colon}{each.sentence} <UseAllowed trouble={each} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For the monthly payment, the least that works is one press away. */
function UseAllowed({ trouble: { field, allowed, strictAllowed } }: { trouble: Trouble }) {
  if (field !== "amount" || !allowed) return null;
  return <button type="button" class="primary" onClick={() => set("amount", strictAllowed)}>{say.value.useLeast(allowed)}</button>;
}

/** A link that brings the reader to a field, opening the part of the form that holds it. */
function FieldLink({ name }: { name: FieldName }) {
  const go = (event: Event) => {
    event.preventDefault();
    const box = document.getElementById(name);
    const folded = box?.closest("details");
    if (folded) folded.open = true;
    box?.focus();
    box?.scrollIntoView({ block: "center" });
  };
  return <a href={`#${name}`} onClick={go}>{labelOf(name)}</a>;
}

function labelOf(name: FieldName): string {
  const words = say.value;
  const [kind, part] = name.split("_") as [string, keyof typeof words.component];
  if (kind === "owed" && part in words.component) return words.owedField(words.component[part]);
  if ((kind === "waive" || kind === "unit") && part in words.component) return words.waivedField(words.component[part]);
  if (name === "known") return words.knownTitle;
  if (name === "shape") return words.shapeTitle;
  return words.field[name as keyof typeof words.field];
}

function Made({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { engine, pack } = quoted.answer.versions;
  return (
    <footer class="made">
      <button type="button" onClick={() => window.print()}>{words.print}</button>
      <p class="hint">
        {words.madeWith(engine, pack)}
        {quoted.digest && <> · {words.digest} <code>{quoted.digest.slice(0, 16)}</code></>}
      </p>
    </footer>
  );
}
