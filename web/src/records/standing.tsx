// Where a negotiation stands: its offers, what was promised and paid, and what happened.

import type { Event as Happening, OfferTerms, Promise as Promised } from "../../../wasm/npm/types.ts";
import { save } from "../files.ts";
import { isZero } from "../format.ts";
import { Links } from "./links.tsx";
import { close, exported, format, opened, say } from "./state.ts";

/** An offer in one line: "12 × CN¥1,500.00, in all CN¥18,000.00". */
export function wayOf({ paid, waived, amount, count, every, first_due, deposit, expires }: OfferTerms): string {
  const words = say.value;
  const { money, day } = format.value;
  return [
    words.inAll(money(paid)),
    words.payments(count, money(amount), every && count > 1 ? words.every(every) : ""),
    words.from(day(first_due)),
    ...(deposit ? [words.upFront(money(deposit.amount), day(deposit.due))] : []),
    ...(waived && !isZero(waived) ? [words.waivedOf(money(waived))] : []),
    ...(expires ? [words.until(day(expires))] : []),
  ].join(words.comma);
}

export function Standing() {
  const words = say.value;
  const { id, record, revision, hash } = opened.value!;
  const download = async () => {
    const lines = await exported();
    if (lines !== undefined) save(`parley-${id}.ndjson`, "application/x-ndjson", lines);
  };
  return (
    <>
      <section class="card" aria-labelledby="standing-title">
        <h2 id="standing-title" tabIndex={-1}>{words.state[record.state ?? "draft"]}</h2>
        <dl class="facts">
          <div><dt>{words.number}</dt><dd><code>{id}</code></dd></div>
          <div><dt>{words.revision}</dt><dd>{revision}</dd></div>
          <div><dt>{words.chain}</dt><dd><code>{hash}</code></dd></div>
        </dl>
        <p class="actions">
          <button type="button" onClick={download}>{words.export}</button>
          <button type="button" onClick={close}>{words.back}</button>
        </p>
        <p class="hint">{words.exportHint}</p>
      </section>
      <Offers />
      <Links key={id} />
      {record.promises && <Promises promises={record.promises} credit={record.credit ?? ""} />}
      <Story events={record.events ?? []} />
    </>
  );
}

function Offers() {
  const words = say.value;
  const { day } = format.value;
  return (
    <section class="card" aria-labelledby="offers-title">
      <h2 id="offers-title">{words.offersTitle}</h2>
      <ul class="offers">
        {(opened.value!.record.offers ?? []).map(({ number, by, made, state, terms, needs, beyond_pace }) => (
          <li key={number}>
            <h3>{words.offerBy(`${number}`, words.party[by])}</h3>
            <p>{wayOf(terms)}</p>
            <p class="hint">{words.madeOn(day(made))}{words.comma}{words.offerState[state]}</p>
            {needs && <p class="hint">{words.needs(needs)}</p>}
            {beyond_pace && <p class="hint">{words.beyondPace}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Promises({ promises, credit }: { promises: Promised[]; credit: string }) {
  const words = say.value;
  const { money, figure, dayOfTable } = format.value;
  return (
    <section class="card" aria-labelledby="promises-title">
      <h2 id="promises-title">{words.promisesTitle}</h2>
      <div class="scroll" role="group" aria-labelledby="promises-title" tabIndex={0}>
        <table>
          <caption class="hint">{words.inCurrency(opened.value!.currency)}</caption>
          <thead><tr><th scope="col">{words.due}</th><th scope="col" class="number">{words.promised}</th><th scope="col" class="number">{words.paidOf}</th><th scope="col">{words.cameOf}</th></tr></thead>
          <tbody>
            {promises.map(({ due, amount, paid, state }) => (
              <tr key={due}>
                <th scope="row">{dayOfTable(due)}</th>
                <td class="number">{figure(amount)}</td>
                <td class="number">{paid ? figure(paid) : "–"}</td>
                <td>{words.promiseState[state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {credit && !isZero(credit) && <p>{words.credit(money(credit))}</p>}
    </section>
  );
}

function Story({ events }: { events: Happening[] }) {
  const words = say.value;
  return (
    <section class="card" aria-labelledby="story-title">
      <h2 id="story-title">{words.storyTitle}</h2>
      <ol class="story">{events.map((event, n) => <li key={n}>{told(event)}{event.note && <span class="hint">{event.note}</span>}</li>)}</ol>
    </section>
  );
}

function told({ kind, date, by, number, offer, amount, approved_by }: Happening): string {
  const words = say.value;
  const { money, day } = format.value;
  const about = [
    ...(number ? [words.offerOf(`${number}`)] : []),
    ...(offer ? [words.inAll(money(offer.paid))] : []),
    ...(amount ? [money(amount)] : []),
    ...(approved_by ? [words.approved(approved_by)] : []),
  ].join(words.comma);
  return words.happened(day(date), words.party[by], words.kind[kind], about);
}
