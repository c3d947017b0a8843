// What comes of the form: what stands in the way, the plan, and the proposal.

import { Failed, Needed, Problems } from "./notices.tsx";
import { Plan } from "./plan.tsx";
import { Proposal } from "./proposal.tsx";
import { current, engine, needed, quoted, say, troubles } from "./state.ts";

export function Result() {
  const words = say.value;
  const plan = quoted.value;
  const waiting = needed.value.length > 0;
  const blocked = waiting || troubles.value.length > 0;
  return (
    <section id="result" class="result" aria-labelledby="result-title" tabIndex={-1}>
      <h2 id="result-title" class="unseen">{words.resultTitle}</h2>
      {engine.value === "failed" && <Failed />}
      {waiting && <Needed empty={!plan} />}
      {!waiting && troubles.value.length > 0 && <Problems />}
      {!plan && !blocked && engine.value === "loading" && <p class="card quiet">{words.loading}</p>}
      {plan && (
        <div class={`plan ${current.value ? "" : "stale"}`}>
          {blocked && <p class="stale-note">{words.stale}</p>}
          <Plan quoted={plan} />
          <Proposal quoted={plan} />
        </div>
      )}
    </section>
  );
}
