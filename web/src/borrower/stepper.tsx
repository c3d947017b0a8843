// A figure of the plan in hand with a slider beside its box. The slider stops at
// plans that both sides could sign and nowhere else: the engine lists them.

import type { CounterPlan } from "../../../wasm/npm/types.ts";
import { TextField } from "./inputs.tsx";
import { held } from "../negotiation.ts";
import { amountOf } from "../read.ts";
import { formatOf, say } from "../say.ts";
import { put, reach, typed } from "./state.ts";

type Moved = "count" | "deposit";

const figure = (name: Moved, { terms, plan }: CounterPlan) => (name === "count" ? `${terms.count}` : plan.deposit);

/** The plans along the slider, and where on it the box stands: on a plan, or between the two that are next to it. */
function placeOf(name: Moved) {
  // What the engine moves are equal payments.
  const range = typed("shape") === "level" ? reach.value?.reach : undefined;
  const stops = (name === "count" ? range?.counts : range?.deposits) ?? [];
  const own = Number(amountOf(typed(name) || "0")); // a place, like that of a point on a chart
  const above = stops.findIndex((stop) => Number(figure(name, stop)) >= own);
  const at = above < 0 ? stops.length : above;
  const exact = at < stops.length && Number(figure(name, stops[at]!)) === own;
  return { stops, chosen: Math.min(at, stops.length - 1), lower: at - 1, higher: exact ? at + 1 : at };
}

export function Stepper({ name }: { name: Moved }) {
  const words = say.value;
  const { money, day } = formatOf(reach.value ?? { currency: typed("currency") });
  const { stops, chosen, lower, higher } = placeOf(name);
  const take = (to: number) => {
    const stop = stops[to];
    if (stop) put(held(stop.terms, stop.waivers));
  };
  const told = ({ plan }: CounterPlan) =>
    name === "count"
      ? words.borrower.stopCount(plan.count, money(plan.amount), money(plan.paid))
      : words.borrower.stopDeposit(money(plan.deposit), money(plan.amount), day(plan.last_date));
  const label = words.field[name];
  const shown = (stop: CounterPlan) => (name === "count" ? figure(name, stop) : money(stop.plan.deposit));
  return (
    <div class="stepper">
      <div class="stepper-box">
        <TextField name={name} label={label} kind={name === "count" ? "count" : "amount"} optional={name === "deposit"} />
        {stops.length > 1 && (
          <>
            <button type="button" aria-label={words.borrower.fewer(label)} aria-disabled={lower < 0} onClick={() => take(lower)}>−</button>
            <button type="button" aria-label={words.borrower.further(label)} aria-disabled={higher >= stops.length} onClick={() => take(higher)}>+</button>
          </>
        )}
      </div>
      {stops.length > 1 && (
        <>
          <input
            id={`${name}-slider`}
            type="range"
            min="0"
            max={stops.length - 1}
            step="1"
            value={chosen}
            aria-label={words.borrower.slider(label)}
            aria-valuetext={told(stops[chosen]!)}
            onInput={({ currentTarget }) => take(Number(currentTarget.value))}
          />
          <p class="ends" aria-hidden="true">
            <span>{shown(stops[0]!)}</span>
            <span>{shown(stops[stops.length - 1]!)}</span>
          </p>
        </>
      )}
    </div>
  );
}
