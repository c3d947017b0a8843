// The plan in charts.

import { BalanceChart, type Course } from "../charts/balance.tsx";
import { FallChart } from "../charts/fall.tsx";
import { Folded } from "../charts/figure.tsx";
import { StackChart } from "../charts/stack.tsx";
import { stepsOf } from "./headline.ts";
import { language } from "../language.ts";
import { minimum, outlook } from "./outlook.ts";
import { say } from "../say.ts";
import { format, type Quoted } from "./state.ts";

export function PlanCharts({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const common = { words: words.charts, format: format.value, language: language.value, date: words.date };
  const ahead = outlook.value?.beside === quoted ? outlook.value : undefined;
  const courses = [courseOf(quoted), ...(ahead?.courses ?? [])];
  return (
    <>
      <section class="card">
        <BalanceChart courses={courses} {...common} />
        {ahead && (
          <>
            <p class="hint">{words.charts.assumed(language.value === "en" ? ahead.source : ahead.source_zh)}</p>
            <div class="field minimum">
              <label for="minimum">{words.charts.minimum}</label>
              <input id="minimum" type="text" inputMode="decimal" autocomplete="off" value={minimum.value} onInput={(event) => (minimum.value = event.currentTarget.value)} />
            </div>
          </>
        )}
      </section>
      <Folded class="card charts" title={words.charts.more}>
        {() => (
          <>
            <StackChart instalments={quoted.answer.plan.instalments} {...common} />
            <FallChart steps={stepsOf(quoted, words, format.value)} words={words.charts} />
          </>
        )}
      </Folded>
    </>
  );
}

// The line starts when the deposit is paid, or on the day of the question, at
// what the plan finances; each instalment is a step down.
function courseOf({ answer }: Quoted): Course {
  const start = answer.plan.deposit?.due ?? answer.as_of;
  const steps = answer.plan.instalments.map(({ due, balance }) => ({ date: due, balance }));
  return { kind: "plan", points: [{ date: start, balance: answer.plan.financed }, ...steps] };
}
