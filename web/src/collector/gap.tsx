// Where there is no plan that both sides could sign: what would open one, what one
// side's move spares the other, and which limits cannot hold together.

import type { ComponentChildren } from "preact";
import type { Correction, CreditorSide, Limit, Move, Status, Trade, UnmetTiers } from "../../../wasm/npm/types.ts";
import { toldWhen } from "./mandate.tsx";
import { wayOf } from "./offers.tsx";
import { adviceName } from "./packs.ts";
import { format, say } from "./state.ts";

export function Gap({ status, side }: { status: Status; side: CreditorSide }) {
  const words = say.value;
  const moves = side.moves ?? [];
  const opening = moves.filter(({ needed }) => needed !== undefined);
  return (
    <>
      <section class="card notice review" aria-labelledby="gap-title">
        <h3 id="gap-title">{words.status[status]}</h3>
        {status !== "agreement_possible" && <p>{words.statusText[status]}</p>}
        {side.routes && <Routes routes={side.routes} advice={side.advice ?? []} />}
      </section>
      {side.unmet && <Unmet unmet={side.unmet} />}
      {opening.length > 0 && (
        <Part id="moves" title={words.movesTitle} hint={words.movesHint}>
          <ul class="told">{opening.map((move, n) => <li key={n}><Opens move={move} /></li>)}</ul>
        </Part>
      )}
      {side.corrections && side.corrections.length > 0 && (
        <Part id="together" title={words.togetherTitle}>
          <ul class="told">{side.corrections.map((correction, n) => <li key={n}>{together(correction)}</li>)}</ul>
        </Part>
      )}
      {side.trades && side.trades.length > 0 && (
        <Part id="trades" title={words.tradesTitle} hint={words.tradesHint}>
          {side.trades.map((trade, n) => <TradeTable key={n} trade={trade} />)}
        </Part>
      )}
      {side.conflict && side.conflict.length > 0 && <Conflict limits={side.conflict} />}
      <Stuck moves={moves.filter(({ needed }) => needed === undefined)} />
    </>
  );
}

/** Why no tier of the mandate is for the account. */
export function Unmet({ unmet: { tiers } }: { unmet: UnmetTiers }) {
  const words = say.value;
  return (
    <Part id="unmet" title={words.noTermsTitle} hint={words.noTermsText}>
      <ul class="told">{tiers.map(({ tier, when }) => <li key={tier}>{words.unmet(tier, toldWhen(when))}</li>)}</ul>
      <p><a href="#mandate">{words.view.mandate}</a></p>
    </Part>
  );
}

function Part({ id, title, hint, children }: { id: string; title: string; hint?: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}

function together({ moves }: Correction): string {
  const words = say.value;
  const witness = moves[0]?.witness;
  return `${moves.map(changeOf).join(words.semicolon)}${words.stop}${witness ? words.thenOpen(wayOf(witness)) : ""}`;
}

function Conflict({ limits }: { limits: Limit[] }) {
  const words = say.value;
  return (
    <Part id="conflict" title={words.conflictTitle}>
      <ul class="told">{limits.map((limit, n) => <li key={n}>{nameOf(limit)}{words.colon}{valueOf(limit, limit.now)}</li>)}</ul>
      {limits.some(({ kind }) => kind === "law") && <p class="hint">{words.lawStands}</p>}
    </Part>
  );
}

/** The limits that open nothing alone, and those that the law sets. */
function Stuck({ moves }: { moves: Move[] }) {
  const words = say.value;
  if (moves.length === 0) return null;
  return (
    <details class="card">
      <summary><h3>{words.noMoveTitle(moves.length)}</h3></summary>
      <ul class="told">
        {moves.map((move, n) => <li key={n}>{nameOf(move)}{words.colon}{valueOf(move, move.now)}{move.kind === "law" && ` · ${words.wall}`}</li>)}
      </ul>
    </details>
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

/** Money, a day, a number of instalments or a rate, as the limit has it. */
export function valueOf({ constraint, per }: Pick<Limit, "constraint" | "per">, text: string): string {
  const words = say.value;
  const { day, money, share } = format.value;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return day(text);
  if (constraint === "payday") return words.dayOfMonth(text);
  if (constraint === "plan_rate") return `${share(text)} ${per ? words.ratePer[per] : ""}`.trim();
  return constraint === "max_count" ? words.counts(text) : money(text);
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
          <table><tbody>{curve.map((point, n) => line(`${n + 1}`, point, n))}</tbody></table>
        </details>
      )}
    </div>
  );
}
