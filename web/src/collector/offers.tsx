// The plans that both sides could sign, side by side: none is chosen, the total
// comes before the instalment, and there are always two other ways.

import { useMemo } from "preact/hooks";
import type { CreditorSide, MandatePlan, Plan, PriceTag, QuoteRequest, Way } from "../../../wasm/npm/types.ts";
import { carried, offerTermsOf } from "../brought.ts";
import { DealsChart } from "../charts/deals.tsx";
import { engine } from "../engine.ts";
import { Fact } from "../fact.tsx";
import { isZero } from "../format.ts";
import { language } from "../language.ts";
import { charts as enCharts } from "../words/charts.en.ts";
import { charts as zhCharts } from "../words/charts.zh.ts";
import { rateOf, wholePlan, Worked } from "../working.tsx";
import { working } from "../words/working.ts";
import { Gap } from "./gap.tsx";
import { Problems, StatusCard } from "./status.tsx";
import { alike, chosen, currency, format, hasAccount, inFull, negotiation, offers, quoteOf, say } from "./state.ts";

export function Offers() {
  const words = say.value;
  const { answer, problems, current } = offers;
  const told = answer.value;
  if (!hasAccount.value) return <StatusCard />;
  return (
    <>
      {problems.value.length > 0 && (
        <>
          <Problems problems={problems.value} />
          <p><a href="#account">{words.view.account}</a> · <a href="#mandate">{words.view.mandate}</a></p>
        </>
      )}
      {!told && problems.value.length === 0 && engine.value === "loading" && <p class="card">{words.loading}</p>}
      {told?.creditor && (
        <div class={`answer ${current.value ? "" : "stale"}`}>
          {told.status === "agreement_possible" ? <Menu side={told.creditor} /> : <Gap status={told.status} side={told.creditor} />}
        </div>
      )}
    </>
  );
}

function Menu({ side }: { side: CreditorSide }) {
  const words = say.value;
  const { money } = format.value;
  const menu = side.menu ?? [];
  return (
    <>
      <p class="standing-line">{words.standing(menu.length, money(side.zone))} {words.order}</p>
      <p class="hint">{working[language.value].hint}</p>
      <Kind side={side} />
      {menu.length === 1 && <p class="card notice review">{words.onlyOne}</p>}
      <ul class="offers">
        {menu.map((plan) => <Offer key={plan.label} plan={plan} />)}
      </ul>
      <ul class="offers">
        <InFull />
        <li class="card other">
          <h3>{words.noneTitle}</h3>
          <p>{words.noneText}</p>
          <p><a href="#proposal">{words.view.proposal}</a></p>
        </li>
      </ul>
      <p><a href={`/records${carried({ currency: currency.value, offers: menu.map(({ plan, terms }) => offerTermsOf(plan, terms)) })}`}>{words.putOnRecord}</a></p>
      {side.longest?.map(({ count, every }) => <p key={JSON.stringify(every)} class="hint">{words.longest(`${count}`, words.every(every))}</p>)}
      <Frontier side={side} />
    </>
  );
}

/** How the offers are chosen: unlike each other, or worth alike to the creditor. */
function Kind({ side: { equal_value: value } }: { side: CreditorSide }) {
  const words = say.value;
  const { money } = format.value;
  return (
    <>
      <fieldset class="segments kind">
        <legend>{words.kindTitle}</legend>
        <div>
          {[false, true].map((each) => (
            <label key={`${each}`}>
              <input type="radio" name="kind" checked={alike.value === each} onChange={() => (alike.value = each)} />
              <span>{each ? words.kindAlike : words.kindUnlike}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {alike.value && offers.current.value && <p class="hint">{value ? words.worthAlike(money(value.least), money(value.tolerance)) : words.noneAlike}</p>}
    </>
  );
}

/** One plan with what it means to both sides. */
function Offer({ plan: offer }: { plan: MandatePlan }) {
  const words = say.value;
  const title = `label-${offer.label}`;
  // Asked with the creditor's discount rate, the offer's question tells its present value too.
  const request = useMemo(() => {
    const { discount_rate } = negotiation.peek().mandate;
    return { ...quoteOf(offer), ...(discount_rate && { discount_rate }) };
  }, [offer]);
  return (
    <li class="card plan-card" aria-labelledby={title}>
      <h3 id={title}>{words.label[offer.label]}</h3>
      <ToBorrower offer={offer} request={request} />
      <h4>{words.toCreditor}</h4>
      <ToCreditor offer={offer} request={request} />
      <Binding offer={offer} />
      <details>
        <summary>{words.pricesTitle}</summary>
        <ul class="told">{offer.prices.map((tag) => <li key={tag.given}>{priced(tag)}</li>)}</ul>
      </details>
      <Prepare plan={offer} title={words.label[offer.label]} />
    </li>
  );
}

interface Told { offer: MandatePlan; request: QuoteRequest }

function ToBorrower({ offer, request }: Told) {
  const words = say.value;
  const { money, day, percent } = format.value;
  const { plan, annual_rate } = offer;
  const rate = useMemo(() => rateOf(request, plan, annual_rate.method), [request]);
  return (
    <dl class="facts">
      <Fact name={words.total} main><Worked of={request} at={wholePlan} name={words.total}>{money(plan.totals.paid)}</Worked></Fact>
      {plan.deposit && <Fact name={words.deposit}>{words.onDay(money(plan.deposit.amount!), day(plan.deposit.due))}</Fact>}
      <Fact name={words.instalments}>{paymentsOf(plan)}</Fact>
      <Fact name={words.firstAndLast}>{words.fromTo(day(offer.terms.first_due), day(offer.last_date))}</Fact>
      <Fact name={words.waived}><Worked of={request} at="#/waived #/plan/totals/waived" name={words.waived}>{money(plan.totals.waived)}</Worked></Fact>
      {!isZero(plan.totals.interest) && <Fact name={words.planInterest}><Worked of={request} at="#/plan/totals/interest" name={words.planInterest}>{money(plan.totals.interest)}</Worked></Fact>}
      <Fact name={words.yearlyRate}><Worked of={rate} at="#" name={words.yearlyRate}>{percent(annual_rate.apr_percent)}</Worked></Fact>
    </dl>
  );
}

function ToCreditor({ offer, request }: Told) {
  const words = say.value;
  const { money, share } = format.value;
  return (
    <dl class="facts">
      <Fact name={words.npv}><Worked of={request} at="#/metrics/npv" name={words.npv}>{money(offer.npv)}</Worked></Fact>
      {offer.expected_value && <Fact name={words.expected}>{money(offer.expected_value)}</Fact>}
      <Fact name={words.recovery}><Worked of={request} at="#/metrics/recovery" name={words.recovery}>{share(offer.recovery)}</Worked></Fact>
      <Fact name={words.authority}>{offer.level ?? words.anyLevel}</Fact>
      <Fact name={words.tier}>{offer.tier}</Fact>
    </dl>
  );
}

/** The way from a plan to its sheet. */
export function Prepare({ plan: { terms, waivers }, title }: { plan: Pick<MandatePlan, "terms" | "waivers">; title: string }) {
  const words = say.value;
  const prepare = () => {
    chosen.value = { terms, ...(waivers && { waivers }) };
    location.hash = "#sheet";
  };
  return (
    <p class="actions">
      <button type="button" onClick={prepare} aria-label={`${words.prepareSheet}${words.colon}${title}`}>{words.prepareSheet}</button>
    </p>
  );
}

/** How many payments of what, and what the last one is when it differs. */
export function paymentsOf(plan: Plan): string {
  const words = say.value;
  const { money } = format.value;
  const last = plan.instalments[plan.instalments.length - 1];
  if (!last || last.amount === plan.amount) return words.payments(plan.count, money(plan.amount));
  return words.paymentsAndLast(plan.count, money(plan.amount), money(last.amount));
}

function Binding({ offer }: { offer: MandatePlan }) {
  const words = say.value;
  const named = (names: MandatePlan["binding"]) => (names ?? []).map((name) => words.constraint[name]).join(words.comma);
  const borrower = named(offer.binding);
  const creditor = named(offer.creditor_binding);
  if (!borrower && !creditor) return null;
  return (
    <div class="binding">
      <h4>{words.bindingTitle}</h4>
      {borrower && <p>{words.owner.borrower}{words.colon}{borrower}</p>}
      {creditor && <p>{words.owner.creditor}{words.colon}{creditor}</p>}
    </div>
  );
}

/** What a concession costs the creditor and brings the borrower. */
function priced({ given, sum, costs, saves, lighter }: PriceTag): string {
  const words = say.value;
  const { money } = format.value;
  const effect = (figure: string, rises: (sum: string) => string, falls: (sum: string) => string) =>
    isZero(figure) ? [] : [figure.startsWith("-") ? falls(money(figure.slice(1))) : rises(money(figure))];
  const effects = [...effect(costs, words.worthLess, words.worthMore), ...effect(saves, words.paidLess, words.paidMore), ...effect(lighter, words.lighter, words.heavier)];
  return words.price(words.given[given](sum ? money(sum) : ""), effects.length > 0 ? effects.join(words.comma) : words.noEffect);
}

function InFull() {
  const words = say.value;
  const { answer } = inFull;
  if (!answer.value) return null;
  const { as_of, claim_total } = answer.value;
  return (
    <li class="card other">
      <h3>{words.inFullTitle}</h3>
      <p>{words.inFullText(format.value.money(claim_total), format.value.day(as_of))}</p>
    </li>
  );
}

/** A plan in one line: "36 × CN¥869.44, up front CN¥0.00, until 10 Nov 2029, in all CN¥31,299.75". */
export function wayOf({ count, amount, deposit, last_date, paid, waived }: Way): string {
  const words = say.value;
  const { money, day } = format.value;
  return [
    ...(isZero(deposit) ? [] : [words.upFront(money(deposit))]),
    words.payments(count, money(amount)),
    words.until(day(last_date)),
    words.inAll(money(paid)),
    words.waivedOf(money(waived)),
  ].join(words.comma);
}

/** The plans of which none is better for one side and no worse for the other, and what rules of division choose among them. */
function Frontier({ side: { frontier = [], fair = [] } }: { side: CreditorSide }) {
  if (frontier.length === 0) return null;
  return (
    <section class="card">
      <DealsChart frontier={frontier} fair={fair} words={chartWords[language.value]} format={format.value} language={language.value} />
      <p class="hint">{say.value.noneFair}</p>
    </section>
  );
}

const chartWords = { en: enCharts, "zh-CN": zhCharts };
