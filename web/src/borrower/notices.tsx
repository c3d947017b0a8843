// What stands between the form and a plan, and the way to the field that it is about.

import type { FieldName, Line } from "../fields.ts";
import type { Trouble } from "../problems.ts";
import { say } from "../say.ts";
import { needed, set, troubles } from "./state.ts";

export function Needed({ empty }: { empty: boolean }) {
  const words = say.value;
  return (
    <div class="card notice">
      {empty && (
        <>
          <h3>{words.emptyTitle}</h3>
          <p class="hint">{words.emptyText}</p>
        </>
      )}
      <p>{words.needed}</p>
      <ul>
        {needed.value.map((name) => <li key={name}><FieldLink name={name} /></li>)}
      </ul>
    </div>
  );
}

export function Problems() {
  const words = say.value;
  const below = troubles.value.find(({ code }) => code === "payment_below_interest");
  if (below) {
    return (
      <div class="card notice wall">
        <h3>{words.belowInterestTitle}</h3>
        <p>{below.allowed ? words.belowInterest(below.allowed) : words.belowInterestUnknown}</p>
        <UseAllowed trouble={below} />
      </div>
    );
  }
  return (
    <div class="card notice review" role="group" aria-labelledby="problems-title">
      <h3 id="problems-title">{words.problemsTitle(troubles.value.length)}</h3>
      <ul>
        {troubles.value.map((each, n) => (
          <li key={n}>
            {each.field ? <FieldLink name={each.field} /> : words.wholeForm}{words.colon}{each.sentence} <UseAllowed trouble={each} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For the monthly payment, the least that works is one press away. */
function UseAllowed({ trouble: { field, allowed, strictAllowed } }: { trouble: Trouble }) {
  if (field !== "amount" || !allowed) return null;
  return <button type="button" class="primary" onClick={() => set("amount", strictAllowed)}>{say.value.useLeast(allowed)}</button>;
}

/** A link that brings the reader to a field, opening the part of the form that holds it. */
export function FieldLink({ name }: { name: FieldName }) {
  const go = (event: Event) => {
    event.preventDefault();
    const box = document.getElementById(name);
    const folded = box?.closest("details");
    if (folded) folded.open = true;
    box?.focus();
    box?.scrollIntoView({ block: "center" });
  };
  return <a href={`#${name}`} onClick={go}>{labelOf(name)}</a>;
}

export function labelOf(name: FieldName): string {
  const words = say.value;
  const [kind, part] = name.split("_") as [string, keyof typeof words.component];
  if (kind === "owed" && part in words.component) return words.owedField(words.component[part]);
  if ((kind === "waive" || kind === "unit") && part in words.component) return words.waivedField(words.component[part]);
  if (kind === ("heard" as string) && part in words.component) return words.borrower.heardPart(words.component[part]);
  if (name.startsWith("every_")) return words.borrower.oftenOf(words.field[name.slice(6) as Line]);
  if (name === "known") return words.knownTitle;
  if (name === "shape") return words.shapeTitle;
  return words.field[name as keyof typeof words.field];
}
