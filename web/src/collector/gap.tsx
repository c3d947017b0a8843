// Where there is no plan that both sides could sign: what would open one, what one
// side's move spares the other, and which limits cannot hold together.

import type { CreditorSide, Limit, Move, Status, Trade } from "../../../wasm/npm/types.ts";
import { wayOf } from "./offers.tsx";
import { adviceName } from "./packs.ts";
import { format, say } from "./state.ts";

export function Gap({ status, side }: { status: Status; side: CreditorSide }) {
  const words = say.value;
  const moves = side.moves ?? [];
  const opening = moves.filter(({ needed }) => needed !== undefined);
  const walls = moves.filter(({ kind }) => kind === "law");
  const others = moves.filter(({ needed, kind }) => needed === undefined && kind !== "law");
  return (
    <>
      <section class="card notice review" aria-labelledby="gap-title">
        <h3 id="gap-title">{words.status[status]}</h3>
        {status !== "agreement_possible" && <p>{words.statusText[status]}</p>}
        {side.routes && <Routes routes={side.routes} advice={side.advice ?? []} />}
      </section>
      {opening.length > 0 && (
        <section class="card" aria-labelledby="moves-title">
          <h3 id="moves-title">{words.movesTitle}</h3>
          <p class="hint">{words.movesHint}</p>
          <ul class="told">{opening.map((move, n) => <li key={n}><Opens move={move} /></li>)}</ul>
        </section>
      )}
      {side.corrections && side.corrections.length > 0 && (
        <section class="card" aria-labelledby="together-title">
          <h3 id="together-title">{words.togetherTitle}</h3>
          <ul class="told">
            {side.corrections.map(({ moves }, n) => (
              <li key={n}>
                {moves.map((move) => changeOf(move)).join(words.semicolon)}{words.stop}
                {moves[0]?.witness && words.thenOpen(wayOf(moves[0].witness))}
              </li>
            ))}
          </ul>
        </section>
      )}
      {side.trades && side.trades.length > 0 && (
        <section class="card" aria-labelledby="trades-title">
          <h3 id="trades-title">{words.tradesTitle}</h3>
          <p class="hint">{words.tradesHint}</p>
          {side.trades.map((trade, n) => <TradeTable key={n} trade={trade} />)}
        </section>
      )}
      {side.conflict && side.conflict.length > 0 && (
        <section class="card" aria-labelledby="conflict-title">
          <h3 id="conflict-title">{words.conflictTitle}</h3>
          <ul class="told">{side.conflict.map((limit, n) => <li key={n}>{nameOf(limit)}{words.colon}{valueOf(limit, limit.now)}</li>)}</ul>
          {side.conflict.some(({ kind }) => kind === "law") && <p class="hint">{words.lawStands}</p>}
        </section>
      )}
      {others.length + walls.length > 0 && (
        <details class="card">
          <summary><h3>{words.noMoveTitle(others.length + walls.length)}</h3></summary>
          <ul class="told">
            {[...others, ...walls].map((move, n) => (
              <li key={n}>{nameOf(move)}{words.colon}{valueOf(move, move.now)}{move.kind === "law" && <> · {words.wall}</>}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Routes({ routes, advice }: { routes: NonNullable<CreditorSide["routes"]>; advice: string[] }) {
  const words = say.value;
  return (
    <>
      <p>{words.routesTitle}</p>
      <ul>{routes.map((route) => <li key={route}>{words.route[route]}</li>)}</ul>
      {advice.length > 0 && <p>{words.adviceTitle}{words.colon}{advice.map(adviceName).join(words.comma)}</p>}
    </>
  );
}

function Opens({ move }: { move: Move }) {
  const words = say.value;
  return (
    <>
      <strong>{words.owner[move.owner]}</strong>{words.colon}{changeOf(move)}{words.stop}
      {move.witness && words.thenOpen(wayOf(move.witness))}
      {move.owner === "creditor" && move.kind === "policy" && <span class="hint">{words.needsApproval}</span>}
    </>
  );
}

/** "largest payment: from CN¥500.00 to CN¥869.44". */
function changeOf(move: Move): string {
  return say.value.change(nameOf(move), valueOf(move, move.now), valueOf(move, move.needed ?? ""));
}

/** A limit by its name, with its tier and component where it has them. */
export function nameOf({ constraint, component, tier, every }: Pick<Limit, "constraint" | "component" | "tier" | "every">): string {
  const words = say.value;
  const name = constraint === "ceiling" && component ? words.ceilingOf(words.component[component]) : words.constraint[constraint];
  const whole = every ? words.limitEvery(name, words.every(every)) : name;
  return tier ? words.limitOfTier(whole, tier) : whole;
}

/** Money, a day or a number of instalments, as the limit has it. */
export function valueOf({ constraint }: Pick<Limit, "constraint">, text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return format.value.day(text);
  return constraint === "max_count" ? say.value.counts(text) : format.value.money(text);
}

function TradeTable({ trade }: { trade: Trade }) {
  const words = say.value;
  const { borrower, creditor, borrower_only, creditor_only, equal_share, curve } = trade;
  const rows = [[words.borrowerAlone, borrower_only], [words.equalShare, equal_share], [words.creditorAlone, creditor_only]] as const;
  const name = words.tradeOf(nameOf(borrower), nameOf(creditor));
  const line = (title: string, { borrower: mine, creditor: theirs }: Trade["equal_share"], key: number | string) => (
    <tr key={key}>
      <th scope="row">{title}</th>
      <td class="number">{valueOf(borrower, mine)}</td>
      <td class="number">{valueOf(creditor, theirs)}</td>
    </tr>
  );
  return (
    <div class="trade">
      <h4>{name}</h4>
      <div class="scroll" role="group" aria-label={name} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.whoMoves}</th>
              <th scope="col" class="number">{nameOf(borrower)}</th>
              <th scope="col" class="number">{nameOf(creditor)}</th>
            </tr>
          </thead>
          <tbody>
            {line(words.today, { ...equal_share, borrower: borrower.now, creditor: creditor.now }, "now")}
            {rows.map(([title, point]) => line(title, point, title))}
          </tbody>
        </table>
      </div>
      {curve.length > 2 && (
        <details>
          <summary>{words.curveTitle(curve.length)}</summary>
          <table>
            <tbody>{curve.map((point, n) => line(`${n + 1}`, point, n))}</tbody>
          </table>
        </details>
      )}
    </div>
  );
}
