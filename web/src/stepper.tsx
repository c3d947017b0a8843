// A figure of the plan in hand with a slider beside its box. The slider stops at
// plans that both sides could sign and nowhere else: the engine lists them.

import type { CounterPlan } from "../../wasm/npm/types.ts";
import { TextField } from "./inputs.tsx";
import { held } from "./negotiation.ts";
import { fields, format, put, reach, say } from "./state.ts";
import { readAmount } from "./read.ts";

export function Stepper({ name }: { name: "count" | "deposit" }) {
  const words = say.value;
  const { money, day } = format.value;
  // What the engine moves are equal payments.
  const range = fields.value.shape === "level" ? reach.value?.reach : undefined;
  const stops = (name === "count" ? range?.counts : range?.deposits) ?? [];
  const figure = ({ plan }: CounterPlan) => (name === "count" ? `${plan.count}` : plan.deposit);
  const typed = readAmount(fields.value[name] || "0").strict;
  const at = stops.findIndex((stop) => figure(stop) === typed || Number(figure(stop)) >= Number(typed));
  const exact = at >= 0 && Number(figure(stops[at]!)) === Number(typed);
  const chosen = at < 0 ? stops.length - 1 : at;
  const lower = at < 0 ? chosen : at - 1;
  const higher = exact ? chosen + 1 : chosen;
  const take = (to: number) => {
    const stop = stops[to];
    if (stop) put(held(stop.terms, stop.waivers));
  };
  const told = ({ plan }: CounterPlan) =>
    name === "count" ? words.borrower.stopCount(plan.count, money(plan.amount), money(plan.paid)) : words.borrower.stopDeposit(money(plan.deposit), money(plan.amount), day(plan.last_date));
  const label = words.field[name];
  const shown = (stop: CounterPlan) => (name === "count" ? `${stop.plan.count}` : money(stop.plan.deposit));
  return (
    <div class="stepper">
      <div class="stepper-box">
        <TextField name={name} label={label} kind={name === "count" ? "count" : "amount"} optional={name === "deposit"} />
        {stops.length > 1 && (
          <>
            <button type="button" aria-label={words.borrower.fewer(label)} disabled={lower < 0} onClick={() => take(lower)}>−</button>
            <button type="button" aria-label={words.borrower.further(label)} disabled={higher === stops.length || at < 0} onClick={() => take(higher)}>+</button>
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
