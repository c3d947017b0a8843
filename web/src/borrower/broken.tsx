// What a broken plan means, told before anybody agrees to one.

import { Fragment } from "preact";
import { Folded } from "../charts/figure.tsx";
import { isZero } from "../format.ts";
import { say } from "../say.ts";
import { format, type Quoted } from "./state.ts";
import { useRows } from "../working.tsx";

export function IfBroken({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { money, day } = format.value;
  const { breach = [], plan } = quoted.answer;
  const first = breach[0];
  const { why, steps } = useRows(quoted.request, 4);
  if (!first && isZero(plan.totals.waived)) return null;
  return (
    <section class="card" aria-labelledby="broken-title">
      <h3 id="broken-title">{words.breachResultTitle}</h3>
      {!first && <p>{words.breachAsk}</p>}
      {first && (
        <>
          <p>{words.breachResult(money(first.owed), day(first.date), money(first.reinstated))}</p>
          <Folded title={words.breachTable}>{() => (
            <div class="scroll" role="group" aria-labelledby="broken-title" tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{words.breachMissed}</th>
                    <th scope="col">{words.breachOn}</th>
                    <th scope="col" class="number">{words.breachOwed}</th>
                    <th scope="col" class="number">{words.breachBack}</th>
                  </tr>
                </thead>
                <tbody>
                  {breach.map(({ n, date, owed, reinstated }, at) => (
                    <Fragment key={n}>
                      <tr>
                        <th scope="row">{n}</th>
                        <td>{day(date)}</td>
                        <td class="number">{why(`#/breach/${at}`, `${words.breachMissed} ${n}`, money(owed))}</td>
                        <td class="number">{money(reinstated)}</td>
                      </tr>
                      {steps(`#/breach/${at}`)}
                    </Fragment>
                  ))}
                </tbody>
              </table>
            </div>
          )}</Folded>
        </>
      )}
    </section>
  );
}
