// The offer as the borrower reads it. Every figure is a text of the engine's
// answer; what the collector did not say is not made up.

import type { QuoteAnswer } from "../../../wasm/npm/types.ts";
import { components } from "../debt.ts";
import { isZero } from "../format.ts";
import { paymentsOf } from "./offers.tsx";
import { desk, format, negotiation, offers, say } from "./state.ts";
import { at } from "./tree.ts";

const typed = (name: string): string => {
  const value = at(desk.value, `/sheet/${name}`);
  return typeof value === "string" ? value : "";
};

export function Paper({ answer }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { money, day } = format.value;
  const deadline = typed("deadline");
  return (
    <article class="card paper" aria-labelledby="paper-title">
      <header>
        <h3 id="paper-title">{words.paperTitle}</h3>
        <p>{words.paperAsOf(day(answer.as_of))}</p>
      </header>
      <dl class="facts">
        {(["creditor", "collector", "reference", "contact", "verify"] as const).filter(typed).map((name) => (
          <div key={name}><dt>{words.sheetField[name]}</dt><dd>{typed(name)}</dd></div>
        ))}
      </dl>
      <Parts answer={answer} />
      <section>
        <h4>{words.youPay}</h4>
        <p class="total"><strong>{money(answer.plan.totals.paid)}</strong> {words.inAllWords}</p>
        <p>{summary(answer)}</p>
        {answer.plan.totals.interest && !isZero(answer.plan.totals.interest) && <p>{words.interestIncluded(money(answer.plan.totals.interest), format.value.percent(answer.metrics.annual_rate.apr_percent))}</p>}
        {deadline && <p>{words.openUntil(day(deadline))}</p>}
      </section>
      <IfMissed answer={answer} />
      <OtherWays answer={answer} />
      <Help answer={answer} />
      <Schedule answer={answer} />
      <footer class="hint">{words.madeWith(answer.versions.engine, answer.versions.pack ?? "")} {words.noVerdict}</footer>
    </article>
  );
}

function summary({ plan, metrics }: QuoteAnswer): string {
  const words = say.value;
  const { money, day } = format.value;
  const dates = words.fromTo(day(plan.instalments[0]!.due), day(metrics.last_date));
  const deposit = plan.deposit ? `${words.depositBy(money(plan.deposit.amount!), day(plan.deposit.due))} ` : "";
  return `${deposit}${words.thenPay(paymentsOf(plan), dates)}`;
}

/** What is owed part by part, what of it is waived, and what is left to pay. */
function Parts({ answer }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { figure } = format.value;
  const owed = negotiation.value.claim.components;
  const rows = components.filter((name) => owed[name] && !isZero(owed[name]));
  return (
    <section>
      <h4>{words.partsTitle}</h4>
      <table>
        <caption class="hint">{words.amountsIn(answer.currency)}</caption>
        <thead>
          <tr><th scope="col">{words.part}</th><th scope="col" class="number">{words.owed}</th><th scope="col" class="number">{words.waived}</th></tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <tr key={name}>
              <th scope="row">{words.component[name]}</th>
              <td class="number">{figure(owed[name]!)}</td>
              <td class="number">{answer.waived[name] ? figure(answer.waived[name]) : "–"}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr><th scope="row">{words.sum}</th><td class="number">{figure(answer.claim_total)}</td><td class="number">{figure(answer.plan.totals.waived)}</td></tr>
        </tfoot>
      </table>
    </section>
  );
}

function IfMissed({ answer }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { money, day } = format.value;
  const first = answer.breach?.[0];
  if (!first) return null;
  const terms = { grace: `${at(desk.value, "/waiver_terms/grace_days") ?? 0}`, missed: `${at(desk.value, "/waiver_terms/missed_allowed") ?? 0}` };
  const last = answer.breach![answer.breach!.length - 1]!;
  return (
    <section>
      <h4>{words.ifMissedTitle}</h4>
      <p>{words.ifMissedTerms(terms.grace, terms.missed)}</p>
      <p>{words.ifMissed(`${first.n}`, day(first.date), money(first.owed), money(first.reinstated))}</p>
      {last.n !== first.n && <p>{words.ifMissed(`${last.n}`, day(last.date), money(last.owed), money(last.reinstated))}</p>}
    </section>
  );
}

/** The other offers, the whole debt, and no offer at all: never one choice alone. */
function OtherWays({ answer }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { money, day } = format.value;
  const others = (offers.answer.value?.creditor?.menu ?? []).filter(({ plan, last_date }) => plan.totals.paid !== answer.plan.totals.paid || plan.amount !== answer.plan.amount || last_date !== answer.metrics.last_date);
  return (
    <section>
      <h4>{words.otherWays}</h4>
      <ul class="told">
        {others.map(({ label, plan, last_date }) => (
          <li key={label}>
            {[words.inAll(money(plan.totals.paid)), ...(plan.deposit ? [words.upFront(money(plan.deposit.amount!))] : []), words.payments(plan.count, money(plan.amount)), words.until(day(last_date))].join(words.comma)}
          </li>
        ))}
        <li>{words.inFullText(money(answer.claim_total), day(answer.as_of))}</li>
        <li>{words.noneFits}</li>
      </ul>
    </section>
  );
}

function Schedule({ answer: { plan, currency } }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { figure, dayOfTable } = format.value;
  return (
    <section class="schedule">
      <h4>{words.scheduleTitle}</h4>
      <table>
        <caption class="hint">{words.amountsIn(currency)}</caption>
        <thead>
          <tr><th scope="col">{words.no}</th><th scope="col">{words.dueDay}</th><th scope="col" class="number">{words.pay}</th><th scope="col" class="number">{words.stillOwed}</th></tr>
        </thead>
        <tbody>
          {plan.deposit && (
            <tr><td>{words.deposit}</td><th scope="row">{dayOfTable(plan.deposit.due)}</th><td class="number">{figure(plan.deposit.amount!)}</td><td class="number">{figure(plan.financed)}</td></tr>
          )}
          {plan.instalments.map(({ n, due, amount, balance }) => (
            <tr key={n}><td>{n}</td><th scope="row">{dayOfTable(due)}</th><td class="number">{figure(amount)}</td><td class="number">{figure(balance)}</td></tr>
          ))}
        </tbody>
        <tfoot><tr><td /><th scope="row">{words.sum}</th><td class="number">{figure(plan.totals.paid)}</td><td /></tr></tfoot>
      </table>
    </section>
  );
}

function Help({ answer }: { answer: QuoteAnswer }) {
  const words = say.value;
  return (
    <section>
      <h4>{words.yourWays}</h4>
      <ul class="told">
        <li>{words.askAndDispute}</li>
        {answer.findings?.filter(({ code }) => code === "limitation").map((finding) => <li key={finding.code}>{words.finding.limitation({ value: finding.value, limit: finding.limit })}</li>)}
        {typed("complaints") && <li>{words.sheetField.complaints}{words.colon}{typed("complaints")}</li>}
        {typed("advice") && <li>{words.sheetField.advice}{words.colon}{typed("advice")}</li>}
      </ul>
    </section>
  );
}
