// How the account stands against the mandate, in a few lines beside the form; and
// what needs a change before there is an answer.

import type { Problem } from "../../../wasm/npm/types.ts";
import { engine } from "../engine.ts";
import { nameOfPlace } from "./places.ts";
import { toldProblem } from "./problems.ts";
import { format, hasAccount, offers, say } from "./state.ts";
import { idOf } from "./boxes.tsx";

/** The state of the negotiation, with the way to its offers. */
export function StatusCard() {
  const words = say.value;
  const { answer, problems, current } = offers;
  if (!hasAccount.value) return <div class="card notice"><h3>{words.emptyTitle}</h3><p>{words.emptyText}</p></div>;
  if (problems.value.length > 0) return <Problems problems={problems.value} />;
  const told = answer.value;
  if (!told) return engine.value === "loading" ? <p class="card">{words.loading}</p> : null;
  const menu = told.creditor?.menu ?? [];
  return (
    <section class={`card standing ${current.value ? "" : "stale"}`} aria-labelledby="standing-title">
      <h3 id="standing-title">{words.status[told.status]}</h3>
      {told.status === "agreement_possible" && <p>{words.standing(menu.length, format.value.money(told.creditor!.zone))}</p>}
      {told.status !== "agreement_possible" && <p>{words.statusText[told.status]}</p>}
      <p><a class="button primary" href="#offers">{told.status === "agreement_possible" ? words.seeOffers : words.seeMoves}</a></p>
    </section>
  );
}

/** Everything that the engine found wrong, with links to the boxes that hold it. */
export function Problems({ problems }: { problems: Problem[] }) {
  const words = say.value;
  return (
    <section class="card notice review" aria-labelledby="problems-title">
      <h3 id="problems-title">{words.problemsTitle(problems.length)}</h3>
      <ul>
        {problems.map((problem, n) => (
          <li key={n}><Place pointer={problem.pointer} />{words.colon}{toldProblem(problem)}</li>
        ))}
      </ul>
    </section>
  );
}

/** A problem's place: a link where the page has a box for it, else its name, or its pointer where it has none. */
function Place({ pointer }: { pointer: string }) {
  const named = nameOfPlace(pointer);
  const box = boxOf(pointer);
  const go = (event: Event) => {
    event.preventDefault();
    const folded = box?.closest("details");
    if (folded) folded.open = true;
    box?.focus();
    box?.scrollIntoView({ block: "center" });
  };
  const label = box && document.querySelector(`label[for="${box.id}"]`)?.firstChild?.textContent;
  return box ? <a href={`#${box.id}`} onClick={go}>{label ?? named}</a> : <>{named ?? <code>{pointer.slice(2).replaceAll("/", " › ")}</code>}</>;
}

/** The box of a place, or of the nearest one around it that has a box. */
function boxOf(pointer: string): HTMLElement | null {
  const [, ...keys] = pointer.split("/");
  for (let length = keys.length; length > 0; length--) {
    const box = document.getElementById(idOf(`/${keys.slice(0, length).join("/")}`));
    if (box?.matches("input, select, textarea")) return box;
  }
  return null;
}
