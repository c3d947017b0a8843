// Every payment of the plan, with the totals that the engine added up.

import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { isZero } from "../format.ts";
import { say } from "../say.ts";
import { format, type Quoted } from "./state.ts";
import { useRows } from "../working.tsx";

const firstRows = 36;

export function PlanTable({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { figure, dayOfTable } = format.value;
  const [whole, setWhole] = useState(false);
  const { plan, currency } = quoted.answer;
  const { deposit } = plan;
  const fees = plan.instalments.some((each) => !isZero(each.fees));
  const free = !fees && isZero(plan.totals.interest);
  const folded = !whole && plan.instalments.length > firstRows;
  const { why, steps } = useRows(quoted.request, fees ? 7 : 6);
  return (
    <section class="card" aria-labelledby="plan-title">
      <h3 id="plan-title">{words.planTitle}</h3>
      <div class="scroll" role="group" aria-labelledby="plan-title" tabIndex={0}>
        <table class={`payments ${folded ? "folded" : ""} ${free ? "free" : ""}`}>
          <caption class="hint">{words.planCaption(currency)}</caption>
          <thead>
            <tr>
              <th scope="col" class="n">{words.number}</th>
              <th scope="col">{words.date}</th>
              <th scope="col" class="number">{words.pay}</th>
              <th scope="col" class="number split">{words.principal}</th>
              <th scope="col" class="number split">{words.interest}</th>
              {fees && <th scope="col" class="number">{words.fees}</th>}
              <th scope="col" class="number">{words.balance}</th>
            </tr>
          </thead>
          <tbody>
            {deposit && (
              <tr>
                <td class="n" />
                <th scope="row">{dayOfTable(deposit.due)} <span class="tag">{words.deposit}</span></th>
                <td class="number pay">{figure(deposit.amount!)}</td>
                <td class="number split" />
                <td class="number split" />
                {fees && <td class="number" />}
                <td class="number">{figure(plan.financed)}</td>
              </tr>
            )}
            {plan.instalments.map((each, n) => (
              <Fragment key={each.n}>
                <tr class={n < firstRows - (deposit ? 1 : 0) ? "" : "late"}>
                  <td class="n">{each.n}</td>
                  <th scope="row">{dayOfTable(each.due)}</th>
                  <td class="number pay">{why(`#/plan/instalments/${n}`, dayOfTable(each.due), figure(each.amount))}</td>
                  <td class="number split">{figure(each.principal)}</td>
                  <td class="number split">{figure(each.interest)}</td>
                  {fees && <td class="number">{figure(each.fees)}</td>}
                  <td class="number">{figure(each.balance)}</td>
                </tr>
                {steps(`#/plan/instalments/${n}`)}
              </Fragment>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td class="n" />
              <th scope="row">{words.totals}</th>
              <td class="number pay">{why("#/plan/totals", words.totals, figure(plan.totals.paid))}</td>
              <td class="number split" />
              <td class="number split">{figure(plan.totals.interest)}</td>
              {fees && <td class="number" />}
              <td class="number" />
            </tr>
            {steps("#/plan/totals")}
          </tfoot>
        </table>
      </div>
      {folded && <button type="button" onClick={() => setWhole(true)}>{words.showAll(plan.count)}</button>}
    </section>
  );
}
