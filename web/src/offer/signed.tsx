// A signed offer: whether it is genuine first, then what it says, then the plan as it
// is computed here.

import type { QuoteAnswer } from "../../../wasm/npm/types.ts";
import { Fact } from "../fact.tsx";
import { isZero } from "../format.ts";
import { audience, formatOf, found, plan, say } from "./state.ts";
import type { Claims } from "./token.ts";

export function Signed() {
  const words = say.value;
  const told = found.value;
  if (!told) return <p class="card" role="status">{words.checking}</p>;
  const { claims, reason } = told;
  const { day } = formatOf("CNY");
  const level = !reason ? "pass" : reason === "expired" ? "review" : "wall";
  const sentence = !reason ? words.genuine(claims!.iss) : words.reason[reason](claims ? day(claims.last_day) : "");
  return (
    <>
      <section class="card" aria-labelledby="verdict-title">
        <h2 id="verdict-title" class="unseen">{words.verdictTitle}</h2>
        <p class={`verdict ${level}`} role={reason ? "alert" : "status"}>
          <span class="sign" aria-hidden="true">{reason ? "!" : "✓"}</span>
          <strong>{sentence}</strong>
        </p>
        {claims && <Said claims={claims} />}
        {claims && (
          <div class="field">
            <label for="audience">{words.whoShould} <span class="optional">{words.optional}</span></label>
            <input id="audience" type="text" autocomplete="off" spellcheck={false} value={audience.value} aria-describedby="audience-hint" onInput={({ currentTarget }) => (audience.value = currentTarget.value)} />
            <p class="hint" id="audience-hint">{words.whoShouldHint}</p>
          </div>
        )}
        <p class="hint">{claims ? words.meaning(location.host) : words.whatNow}</p>
      </section>
      {claims && reason !== "audience" && <ThePlan claims={claims} />}
    </>
  );
}

function Said({ claims: { iss, aud, reference, last_day, zone, iat } }: { claims: Claims }) {
  const words = say.value;
  const { day } = formatOf("CNY");
  return (
    <dl class="facts">
      <Fact name={words.signedBy}>{iss}</Fact>
      <Fact name={words.madeFor}>{aud}</Fact>
      <Fact name={words.aboutDebt}>{reference}</Fact>
      <Fact name={words.openUntil}>{words.endOf(day(last_day), zone)}</Fact>
      <Fact name={words.signedOn}>{day(new Date(iat * 1000).toISOString().slice(0, 10))}</Fact>
    </dl>
  );
}

function ThePlan({ claims: { offer } }: { claims: Claims }) {
  const words = say.value;
  const { money, day } = formatOf(offer.currency);
  const computed = plan.value;
  return (
    <section class="card" aria-labelledby="plan-title">
      <h2 id="plan-title">{words.planTitle}</h2>
      <dl class="facts">
        <Fact name={words.total} main>{money(offer.paid)}</Fact>
        {!isZero(offer.waived) && <Fact name={words.waived}>{money(offer.waived)}</Fact>}
        {offer.deposit && <Fact name={words.deposit}>{words.onDay(money(offer.deposit.amount), day(offer.deposit.due))}</Fact>}
        <Fact name={words.payments}>{words.paymentsOf(offer.count, money(offer.amount))}</Fact>
        <Fact name={words.dates}>{words.fromTo(day(offer.first_due), day(offer.last_due))}</Fact>
      </dl>
      {computed === undefined ? <p class="hint" role="status">{words.computing}</p> : <Computed of={computed} />}
    </section>
  );
}

/** What follows from the signed request by the engine here. */
function Computed({ of }: { of: NonNullable<typeof plan.value> }) {
  const words = say.value;
  if (of === "impossible") return <p class="notice wall">{words.notComputed}</p>;
  return (
    <>
      <p class={`verdict ${of.same ? "pass" : "review"}`}>
        <span class="sign" aria-hidden="true">{of.same ? "✓" : "?"}</span>
        <span>{of.same ? words.sameFigures : words.otherFigures}</span>
      </p>
      {of.same && <IfMissed answer={of.answer} />}
      {of.same && <Schedule answer={of.answer} />}
    </>
  );
}

function IfMissed({ answer: { breach, plan, currency } }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { money, day } = formatOf(currency);
  const first = breach?.[0];
  if (!first && isZero(plan.totals.waived)) return null;
  return (
    <>
      <h3>{words.ifMissedTitle}</h3>
      <p>{first ? words.ifMissed(day(first.date), money(first.owed), money(first.reinstated)) : words.ifMissedUnsaid}</p>
    </>
  );
}

function Schedule({ answer: { plan, currency } }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { figure, dayOfTable } = formatOf(currency);
  return (
    <details>
      <summary>{words.everyPayment}</summary>
      <div class="scroll" role="group" aria-labelledby="plan-title" tabIndex={0}>
        <table>
          <caption class="hint">{words.inCurrency(currency)}</caption>
          <thead><tr><th scope="col">{words.due}</th><th scope="col" class="number">{words.pay}</th><th scope="col" class="number">{words.left}</th></tr></thead>
          <tbody>
            {plan.deposit && <tr><th scope="row">{dayOfTable(plan.deposit.due)}</th><td class="number">{figure(plan.deposit.amount!)}</td><td class="number">{figure(plan.financed)}</td></tr>}
            {plan.instalments.map(({ n, due, amount, balance }) => (
              <tr key={n}><th scope="row">{dayOfTable(due)}</th><td class="number">{figure(amount)}</td><td class="number">{figure(balance)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
