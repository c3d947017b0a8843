// When no plan suits both sides: the smallest move of either that would open one.

import type { Correction, Move } from "../../../wasm/npm/types.ts";
import type { FieldName } from "../fields.ts";
import { formatOf, say } from "../say.ts";
import { set, typed } from "./state.ts";

export function Apart({ moves, corrections }: { moves: Move[]; corrections: Correction[] }) {
  const words = say.value.borrower;
  const open = moves.filter(({ needed }) => needed !== undefined);
  const sides = [["borrower", words.ownMoves], ["creditor", words.lenderMoves]] as const;
  return (
    <>
      <h3>{words.apartTitle}</h3>
      <p>{open.length > 0 ? words.apart : corrections.length > 0 ? words.apartTogether : words.apartFar}</p>
      {sides.map(([side, title]) => {
        const own = open.filter(({ owner }) => owner === side);
        return own.length > 0 && (
          <section key={side} class="moves" aria-label={title}>
            <h4>{title}</h4>
            <ul>{own.map((move, at) => <li key={at}><MoveLine move={move} /></li>)}</ul>
          </section>
        );
      })}
      {corrections.slice(0, 3).map((correction, at) => (
        <section key={at} class="moves" aria-label={words.together}>
          <h4>{words.together}</h4>
          <ul>{correction.moves.map((move, n) => <li key={n}><MoveLine move={move} /></li>)}</ul>
        </section>
      ))}
    </>
  );
}

// The field that a move would change, where it has one.
const fieldOfMove: Partial<Record<Move["constraint"], FieldName>> = {
  per_period: "pay_most",
  deposit: "deposit_most",
  latest_finish: "latest_finish",
  payday: "payday",
  min_payment: "heard_min_payment",
  max_count: "heard_count",
  max_waiver: "heard_waiver",
};

function MoveLine({ move: { constraint, component, now, needed, witness } }: { move: Move }) {
  const words = say.value.borrower;
  const { money, day, share } = formatOf({ currency: typed("currency") });
  const told = (figure: string) => {
    if (/^\d{4}-/.test(figure)) return day(figure);
    if (constraint === "max_count" || constraint === "payday") return figure;
    return constraint === "plan_rate" ? share(figure) : money(figure);
  };
  const field = fieldOfMove[constraint];
  const usable = field && needed && (field !== "pay_most" || typed("able") === "amount");
  return (
    <>
      <p>{words.move[constraint](told(needed ?? now), told(now), component ? say.value.component[component] : "")}</p>
      {witness && <p class="hint">{words.witness(witness.count, money(witness.amount), day(witness.last_date), money(witness.paid))}</p>}
      {usable && <button type="button" onClick={() => set(field, needed as never)}>{words.tryMove}</button>}
    </>
  );
}
