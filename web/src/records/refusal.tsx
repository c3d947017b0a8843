// What the server refused, in words: the call as a whole, and each problem in what was sent.

import type { Problem } from "../../../wasm/npm/types.ts";
import { language } from "../language.ts";
import { toldRefused } from "../service.ts";
import { boxAt } from "./happening.ts";
import { format, refused, say } from "./state.ts";
import type { Labelled, RecordProblem } from "./words/words.ts";

/** The problem as a sentence, with a value that would do where the engine knows one. */
export function toldProblem({ code, detail, allowed = "" }: Problem): string {
  const words = say.value;
  const sentence = Object.hasOwn(words.problem, code) ? words.problem[code as RecordProblem] : language.value === "en" ? `${detail}.` : words.problemOther;
  const value = /^\d{4}-\d\d-\d\d$/.test(allowed) ? format.value.day(allowed) : /^\d+(?:\.\d+)?$/.test(allowed) ? format.value.figure(allowed) : "";
  return value ? `${sentence}${words.nearest(value)}` : sentence;
}

/** Why the last call came to nothing. */
export function Refusal() {
  const words = say.value;
  const told = refused.value;
  if (!told) return null;
  return (
    <div class="card notice review" role="alert">
      <h3>{toldRefused(told, words)}</h3>
      {told.problems.length > 0 && <ul>{told.problems.map((problem, n) => <li key={n}><Place pointer={problem.pointer} />{words.colon}{toldProblem(problem)}</li>)}</ul>}
    </div>
  );
}

function Place({ pointer }: { pointer: string }) {
  const name = boxAt(pointer);
  const label = Object.hasOwn(say.value.label, name) ? say.value.label[name as Labelled] : pointer;
  const go = (event: Event) => {
    event.preventDefault();
    document.getElementById(`box-${name}`)?.focus();
  };
  return <a href={`#box-${name}`} onClick={go}>{label}</a>;
}
