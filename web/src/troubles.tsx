// The engine's problems with what was typed, each with its place in the words of the document.

import type { ReadonlySignal } from "@preact/signals";
import type { Problem } from "../../wasm/npm/types.ts";
import type { ProblemCode } from "./problems.ts";
import { say } from "./say.ts";

export function Troubles({ of, place }: { of: ReadonlySignal<Problem[]>; place: (pointer: string) => string }) {
  const words = say.value;
  const troubles = of.value;
  if (troubles.length === 0) return null;
  const told = (code: string, allowed: string) => (Object.hasOwn(words.problem, code) ? words.problem[code as ProblemCode] : words.problemOther)(allowed);
  return (
    <div class="card notice review">
      <h3>{words.problemsTitle(troubles.length)}</h3>
      <ul>{troubles.map(({ code, pointer, allowed }, n) => <li key={n}>{place(pointer)}{words.colon}{told(code, allowed ?? "")}</li>)}</ul>
    </div>
  );
}
