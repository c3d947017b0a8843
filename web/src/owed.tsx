// What is owed by a history, part by part; each part opens how it came about.

import type { AssessAnswer, AssessRequest } from "../../wasm/npm/types.ts";
import { components } from "./debt.ts";
import { isZero } from "./format.ts";
import { formatOf, say } from "./say.ts";
import { Worked } from "./working.tsx";

export function Owed({ answer, request }: { answer: AssessAnswer; request: AssessRequest }) {
  const words = say.value;
  const { money } = formatOf(answer);
  const { claim } = answer;
  const line = (name: string, sum: string | undefined, at: string) => sum && !isZero(sum) && (
    <div key={at} class={at === "total" ? "sum" : ""}>
      <dt>{name}</dt>
      <dd><Worked of={request} at={`#/claim/${at}`} name={name}>{money(sum)}</Worked></dd>
    </div>
  );
  return (
    <dl class="steps">
      {components.map((name) => line(words.component[name], claim.components[name], `components/${name}`))}
      {line(words.stepOwed, claim.total, "total")}
    </dl>
  );
}
