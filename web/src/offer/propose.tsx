// A proposal of one's own in answer to an offer: three boxes, and what they come to
// before anything is sent.

import { useEffect, useState } from "preact/hooks";
import type { QuoteAnswer } from "../../../wasm/npm/types.ts";
import { offerTermsOf } from "../brought.ts";
import { parley } from "../engine.ts";
import { Fact } from "../fact.tsx";
import { isZero } from "../format.ts";
import { busy, isWhole, price, proposalOf, send, type Offered, type Priced, type Proposal, type View } from "./linked.ts";
import { formatOf, say } from "./state.ts";

export function Propose({ offer, view }: { offer: Offered; view: View }) {
  const words = say.value;
  const [typed, setTyped] = useState<Proposal>({ amount: "", count: "", first_due: offer.terms.first_due });
  const [priced, setPriced] = useState<Priced>();
  const up = parley.value;
  const bears = offer.terms.rate !== undefined && !isZero(offer.terms.rate.value);
  const request = isWhole(typed) ? proposalOf(offer, typed, view) : undefined;
  useEffect(() => {
    let current = true;
    setPriced(undefined);
    if (request && up) void price(request).then((answer) => current && setPriced(answer));
    return () => {
      current = false;
    };
  }, [typed, up]);
  if (bears) return <p class="notice">{words.proposeByTalk}</p>;
  const bound = (name: keyof Proposal) => ({
    id: `propose-${offer.number}-${name}`, autocomplete: "off", value: typed[name],
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: currentTarget.value }),
  });
  const label = (name: keyof Proposal) => <label for={`propose-${offer.number}-${name}`}>{words.propose[name]}</label>;
  const submit = (event: Event) => {
    event.preventDefault();
    if (request && priced && "answer" in priced) void send({ kind: "counter", number: offer.number, offer: offerTermsOf(priced.answer.plan, request.terms) });
  };
  return (
    <form aria-label={words.way.counter} onSubmit={submit}>
      <div class="boxes">
        <div class="field">{label("amount")}<input type="text" inputMode="decimal" {...bound("amount")} /></div>
        <div class="field">{label("count")}<input type="text" inputMode="numeric" {...bound("count")} /></div>
        <div class="field">{label("first_due")}<input type="date" {...bound("first_due")} /></div>
      </div>
      {priced && ("answer" in priced ? <ComesTo answer={priced.answer} /> : <p class="problem" role="alert">{words.proposeNot(priced.code)}</p>)}
      <p class="actions"><button type="submit" class="primary" disabled={busy.value || !priced || !("answer" in priced)}>{words.sure.counter}</button></p>
    </form>
  );
}

function ComesTo({ answer }: { answer: QuoteAnswer }) {
  const words = say.value;
  const { money, day } = formatOf(answer.currency);
  const { plan, metrics } = answer;
  return (
    <div role="status">
      <dl class="facts">
        <Fact name={words.total} main>{money(plan.totals.paid)}</Fact>
        <Fact name={words.waivedOfDebt}>{money(plan.totals.waived)}</Fact>
        <Fact name={words.payments}>{words.paymentsOf(plan.count, money(plan.amount))}</Fact>
        <Fact name={words.lastDue}>{day(metrics.last_date)}</Fact>
      </dl>
    </div>
  );
}
