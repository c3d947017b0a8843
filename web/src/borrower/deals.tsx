// Step 3, the plans that both sides could sign: cards, a table to compare them, and
// always the way out. None is chosen for the borrower.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Apart } from "./apart.tsx";
import { Compare } from "./compare.tsx";
import { engine } from "../engine.ts";
import { held } from "../negotiation.ts";
import { FieldLink } from "./notices.tsx";
import { formatOf, say } from "../say.ts";
import { deals, dealsCurrent, dealsNeed, fields, put, quoted, steady, type Deals as Found, type Quoted } from "./state.ts";
import { rateOf, useWorking, wholePlan, Worked } from "../working.tsx";

export function Deals() {
  const words = say.value.borrower;
  const need = dealsNeed.value;
  const found = deals.value;
  return (
    <section class="card deals" aria-labelledby="deals-title" id="step-deals">
      <h2 id="deals-title">{words.step.plans}</h2>
      {need.length > 0 ? (
        <>
          <p>{words.dealsNeed}</p>
          <ul class="needs">{need.map((name) => <li key={name}><FieldLink name={name} /></li>)}</ul>
        </>
      ) : found ? (
        <div class={dealsCurrent.value ? "" : "stale"}><Standing found={found} /></div>
      ) : (
        <p class="hint waits">{engine.value === "loading" ? say.value.loading : ""}</p>
      )}
    </section>
  );
}

function Standing({ found }: { found: Found }) {
  const words = say.value.borrower;
  const { status, borrower } = found.answer;
  if (status === "no_sustainable_plan") {
    return (
      <>
        <h3>{words.nothingLeftTitle}</h3>
        <p>{words.nothingLeft}</p>
        <Routes />
        <h4>{words.hardshipTitle}</h4>
        <div class="said">{words.hardship.map((each) => <p key={each}>{each}</p>)}</div>
      </>
    );
  }
  return (
    <>
      {status === "no_agreement" ? <Apart moves={found.apart?.creditor?.moves ?? []} corrections={found.apart?.creditor?.corrections ?? []} /> : (
        <>
          <p class="hint">{words.dealsHint(found.menu.length)}</p>
          <p class="hint">{heardNothing.value ? words.heardNothing : words.heardOnly}</p>
          <ul class="menu">
            {found.menu.map((plan, at) => <Card key={at} at={at} plan={plan} label={borrower!.menu![at]!.label} />)}
          </ul>
          <Compare menu={found.menu} labels={borrower!.menu!.map(({ label }) => label)} />
        </>
      )}
      <details class="none">
        <summary>{words.noneTitle}</summary>
        <p>{words.none}</p>
        <Routes />
        <p><a href="#own">{words.toOwn}</a></p>
      </details>
    </>
  );
}

const heardNothing = computed(() => Object.entries(fields.value).every(([name, text]) => !name.startsWith("heard_") || text === ""));

/** Of each plan of the menu, whether it is the one in hand. */
const inHand = steady(() => deals.value?.menu.map((plan) => sameAs(plan, quoted.value)) ?? []);

function Card({ plan, label, at }: { plan: Quoted; label: keyof typeof say.value.borrower.label; at: number }) {
  const words = say.value.borrower;
  const { money, percent, day } = formatOf(plan.answer);
  const { request } = plan;
  const { plan: made, metrics, breach } = plan.answer;
  const { totals, deposit } = made;
  const [whole, steps] = useWorking(request, wholePlan, say.value.total, money(totals.paid));
  const rate = useMemo(() => rateOf(request, made, metrics.annual_rate.method), [plan]);
  const chosen = inHand.value[at];
  const id = `plan-${label}`;
  return (
    <li class={`offer ${chosen ? "chosen" : ""}`}>
      <h3 id={id}>{words.label[label]}</h3>
      <p class="whole"><span>{say.value.total}</span> <strong>{whole}</strong></p>
      {steps}
      <p class="each">{made.count === 1 ? words.oneOf(money(made.amount)) : words.eachOf(made.count, money(made.amount))}</p>
      <dl>
        <div><dt>{words.firstOn}</dt><dd>{day(made.instalments[0]!.due)}</dd></div>
        <div><dt>{words.lastOn}</dt><dd>{day(metrics.last_date)}</dd></div>
        {deposit && <div><dt>{say.value.deposit}</dt><dd>{money(deposit.amount!)}</dd></div>}
        <div><dt>{say.value.waived}</dt><dd><Worked of={request} at="#/waived #/plan/totals/waived" name={say.value.waived}>{money(totals.waived)}</Worked></dd></div>
        <div><dt>{say.value.yearlyRate}</dt><dd><Worked of={rate} at="#" name={say.value.yearlyRate}>{percent(metrics.annual_rate.apr_percent)}</Worked></dd></div>
      </dl>
      <p class="hint">{breach?.[0] ? words.ifMissed(money(breach[0].reinstated), money(breach[0].owed)) : words.ifMissedUnknown}</p>
      <button type="button" aria-pressed={chosen} aria-describedby={id} onClick={() => put(held(plan.request.terms, plan.request.waivers))}>
        {chosen ? words.inHand : words.take}
      </button>
    </li>
  );
}

/** Whether two plans are the same payments on the same days. */
export function sameAs(a: Quoted, b: Quoted | undefined): boolean {
  const told = ({ answer: { plan, metrics } }: Quoted) => [plan.totals.paid, plan.totals.waived, plan.amount, plan.count, plan.financed, plan.instalments[0]?.due, metrics.last_date].join();
  return b !== undefined && told(a) === told(b);
}

/** What there is beside a plan. */
export function Routes() {
  const words = say.value.borrower;
  return (
    <ul class="routes">
      {(["free_advice", "hardship_terms", "payment_pause", "token_payment"] as const).map((route) => (
        <li key={route}><strong>{words.route[route]}</strong><br />{words.routeText[route]}</li>
      ))}
    </ul>
  );
}
