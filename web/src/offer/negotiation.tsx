// A negotiation as its borrower sees it: what is offered, the ways to answer, and what
// was agreed. Nothing is chosen beforehand, and the total comes before the payment.

import { useEffect, useRef, useState } from "preact/hooks";
import type { OfferTerms } from "../../../wasm/npm/types.ts";
import { lastDayOf } from "../day.ts";
import { Fact } from "../fact.tsx";
import { isZero } from "../format.ts";
import { busy, done, look, refused, send, view, type Offered, type View } from "./linked.ts";
import { Propose } from "./propose.tsx";
import { formatOf, say } from "./state.ts";

export function Negotiation() {
  const words = say.value;
  const shown = view.value;
  return (
    <>
      <Refusal />
      {!shown && !refused.value && <p class="card" role="status">{words.opening}</p>}
      {shown && <Standing view={shown} />}
      <p class="unseen" role="status" aria-live="polite">{done.value ? words.done[done.value] : ""}</p>
    </>
  );
}

function Refusal() {
  const words = say.value;
  const told = refused.value;
  if (!told) return null;
  const { status, problems: [problem] } = told;
  const sentence = status === 0 ? words.noAnswer : status === 401 ? words.linkEnded : status === 412 ? words.stale : problem ? words.refusedFor(problem.code) : words.refused;
  return (
    <div class="card notice review" role="alert">
      <p>{sentence}</p>
      {status !== 401 && <button type="button" disabled={busy.value} onClick={() => void look()}>{words.again}</button>}
    </div>
  );
}

function Standing({ view }: { view: View }) {
  const words = say.value;
  const { day } = formatOf(view.currency);
  const open = view.offers.filter(({ by, state }) => by === "creditor" && state === "open");
  const own = view.offers.filter(({ by, state }) => by === "borrower" && state === "open");
  const agreed = view.offers.find(({ number }) => number === view.accepted);
  const title = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Whoever answered begins at where things stand now.
    if (!first.current) title.current?.focus();
    first.current = false;
  }, [view.revision]);
  return (
    <>
      <section class="card" aria-labelledby="standing-title">
        <h2 id="standing-title" ref={title} tabIndex={-1}>{words.state[view.state]}</h2>
        <p class="hint">{words.linkUntil(day(lastDayOf(view.link_ends, view.zone)))}</p>
      </section>
      {agreed && <Agreed view={view} terms={agreed.terms} />}
      {open.length > 0 && (
        <section class="card" aria-labelledby="offers-title">
          <h2 id="offers-title">{words.offersTitle(open.length)}</h2>
          <ul class="offers">{open.map((offer) => <Open key={offer.number} offer={offer} view={view} />)}</ul>
          <h3>{words.ifMissedTitle}</h3>
          <p>{words.rulesOf(view.rules.grace_days ?? 0, view.rules.missed_allowed ?? 0)} {words.ifMissedUnsaid}</p>
        </section>
      )}
      {own.map(({ number, terms }) => (
        <section key={number} class="card" aria-labelledby={`own-${number}`}>
          <h2 id={`own-${number}`}>{words.ownTitle}</h2>
          <Terms terms={terms} currency={view.currency} />
        </section>
      ))}
      {!agreed && <p class="card">{words.noneFits}</p>}
    </>
  );
}

function Terms({ terms: { paid, waived, amount, count, every, first_due, deposit, expires }, currency }: { terms: OfferTerms; currency: string }) {
  const words = say.value;
  const { money, day } = formatOf(currency);
  return (
    <dl class="facts">
      <Fact name={words.total} main>{money(paid)}</Fact>
      {waived && !isZero(waived) && <Fact name={words.waived}>{money(waived)}</Fact>}
      {deposit && <Fact name={words.deposit}>{words.onDay(money(deposit.amount), day(deposit.due))}</Fact>}
      <Fact name={words.payments}>{words.paymentsOf(count, money(amount))}{every && count > 1 ? words.comma + words.every(every) : ""}</Fact>
      <Fact name={words.firstDue}>{day(first_due)}</Fact>
      {expires && <Fact name={words.openUntil}>{day(expires)}</Fact>}
    </dl>
  );
}

/** One offer with the ways to answer it; each is a clear act of its own. */
function Open({ offer, view }: { offer: Offered; view: View }) {
  const words = say.value;
  const { money } = formatOf(view.currency);
  const [way, setWay] = useState<"accept" | "decline" | "counter">();
  const { number, terms } = offer;
  const name = words.offerNumber(`${number}`);
  return (
    <li aria-labelledby={`offer-${number}`}>
      <h3 id={`offer-${number}`}>{name}</h3>
      <Terms terms={terms} currency={view.currency} />
      <p class="actions">
        {(["accept", "counter", "decline"] as const).map((each) => (
          <button key={each} type="button" aria-expanded={way === each} aria-label={`${words.way[each]}${words.colon}${name}`} onClick={() => setWay(way === each ? undefined : each)}>{words.way[each]}</button>
        ))}
      </p>
      {way === "counter" && <Propose offer={offer} view={view} />}
      {(way === "accept" || way === "decline") && (
        <div class="notice">
          <p>{way === "accept" ? words.acceptAsk(money(terms.paid)) : words.declineAsk}</p>
          <p class="actions">
            <button type="button" class="primary" disabled={busy.value} onClick={() => void send({ kind: way, number })}>{words.sure[way]}</button>
            <button type="button" onClick={() => setWay(undefined)}>{words.notYet}</button>
          </p>
        </div>
      )}
    </li>
  );
}

/** What both agreed on, and how far it is kept. */
function Agreed({ view: { promises = [], currency }, terms }: { view: View; terms: OfferTerms }) {
  const words = say.value;
  const { figure, dayOfTable } = formatOf(currency);
  return (
    <section class="card" aria-labelledby="agreed-title">
      <h2 id="agreed-title">{words.agreedTitle}</h2>
      <Terms terms={terms} currency={currency} />
      <div class="scroll" role="group" aria-labelledby="agreed-title" tabIndex={0}>
        <table>
          <caption class="hint">{words.inCurrency(currency)}</caption>
          <thead><tr><th scope="col">{words.due}</th><th scope="col" class="number">{words.pay}</th><th scope="col" class="number">{words.paid}</th><th scope="col">{words.cameOf}</th></tr></thead>
          <tbody>
            {promises.map(({ due, amount, paid, state }, n) => (
              <tr key={n}><th scope="row">{dayOfTable(due)}</th><td class="number">{figure(amount)}</td><td class="number">{paid ? figure(paid) : "–"}</td><td>{words.promise[state]}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
