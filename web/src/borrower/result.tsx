// What comes of the form: what stands in the way, the plan, and the proposal.

import { Deals } from "./deals.tsx";
import { engine } from "../engine.ts";
import { Stopped } from "../frame.tsx";
import { start } from "./asking.ts";
import { Needed, Problems } from "./notices.tsx";
import { OwnPlan } from "./own-plan.tsx";
import { Plan } from "./plan.tsx";
import { Proposal } from "./proposal.tsx";
import { say } from "../say.ts";
import { current, dealsNeed, needed, nothingLeft, quoted, troubles } from "./state.ts";

export function Result() {
  const words = say.value;
  const plan = quoted.value;
  // Without a plan in hand there may still be plans to choose from.
  const waiting = needed.value.length > 0 && (plan !== undefined || dealsNeed.value.length > 0);
  const blocked = waiting || troubles.value.length > 0;
  return (
    <>
      {engine.value === "failed" && <Stopped again={start} />}
      {waiting && <Needed empty={!plan} />}
      {!waiting && troubles.value.length > 0 && <Problems />}
      <Deals />
      {!nothingLeft.value && <OwnPlan />}
      {plan && !nothingLeft.value && (
        <div class={`plan ${current.value ? "" : "stale"}`}>
          {blocked && <p class="stale-note">{words.stale}</p>}
          <Plan quoted={plan} />
          <Proposal quoted={plan} />
        </div>
      )}
    </>
  );
}
