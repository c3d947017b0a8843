// The boxes that the desk is made of. A box is bound to a place of the desk by its
// pointer: it shows what is there, keeps what is being typed, and carries the
// engine's problem with that place.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { readAmount } from "../read.ts";
import { kinds, shownAmount } from "./kinds.ts";
import { toldProblem } from "./problems.ts";
import { desk, problemAt, say, set } from "./state.ts";
import { at, type Json } from "./tree.ts";

/** The id of the box for a place: "/claim/components/fees" is "claim-components-fees". */
export const idOf = (pointer: string) => pointer.replace(/^#?\//, "").replaceAll("/", "-");

interface BoxProps {
  at: string;
  label: string;
  kind?: keyof typeof kinds | "date";
  hint?: string;
  unit?: string;
  optional?: boolean;
}

/** A labelled text box. What is typed stays under the caret for as long as it means what the desk holds. */
export function Box({ at: pointer, label, kind = "amount", hint, unit, optional }: BoxProps) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const value = at(desk.value, pointer);
  const { read, show, mode } = kind === "date" ? kinds.text : kinds[kind];
  const meant = typed !== undefined && JSON.stringify(read(typed)) === JSON.stringify(value);
  const shown = meant ? typed! : value === undefined ? "" : show(value);
  const readAs = kind === "amount" && meant ? understood(typed!) : "";
  const id = idOf(pointer);
  const problem = problemAt(pointer);
  const notes = [hint && `${id}-hint`, readAs && `${id}-read`, problem && `${id}-problem`].filter(Boolean).join(" ");
  const common = {
    id,
    value: shown,
    autocomplete: "off",
    ...(notes && { "aria-describedby": notes }),
    ...(problem && { "aria-invalid": "true" as const }),
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      setTyped(currentTarget.value);
      set(pointer, read(currentTarget.value));
    },
    onBlur: () => setTyped(undefined),
  };
  return (
    <div class={`field field-${kind}`}>
      <label for={id}>
        {label}
        {unit && <span class="hint"> · {unit}</span>}
        {optional && <span class="optional"> {say.value.optional}</span>}
      </label>
      {kind === "date" ? <input type="date" {...common} /> : <input type="text" inputMode={mode} spellcheck={false} {...common} />}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {readAs && <p class="read" id={`${id}-read`}>{say.value.readAs(readAs)}</p>}
      {problem && <p class="problem" id={`${id}-problem`}>{toldProblem(problem)}</p>}
    </div>
  );
}

/** What was understood of an amount, when it is not what was typed. */
function understood(typed: string): string {
  const { strict, understood } = readAmount(typed);
  const shown = shownAmount(strict);
  return !understood || typed.trim() === "" || [strict, shown].includes(typed.trim()) ? "" : shown;
}

interface SelectProps {
  at: string;
  label: string;
  options: readonly (readonly [value: string, text: string])[];
  /** What is chosen where the desk holds nothing; without it the first option is. */
  none?: string;
}

/** A labelled drop-down list of words. */
export function Select({ at: pointer, label, options, none }: SelectProps) {
  const value = at(desk.value, pointer);
  const problem = problemAt(pointer);
  const id = idOf(pointer);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={typeof value === "string" ? value : ""}
        {...(problem && { "aria-invalid": "true" as const, "aria-describedby": `${id}-problem` })}
        onChange={({ currentTarget }) => set(pointer, currentTarget.value || undefined)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(([each, text]) => <option key={each} value={each}>{text}</option>)}
      </select>
      {problem && <p class="problem" id={`${id}-problem`}>{toldProblem(problem)}</p>}
    </div>
  );
}

/** A box to tick, for a place that holds true or nothing. */
export function Tick({ at: pointer, label }: { at: string; label: string }) {
  const id = idOf(pointer);
  return (
    <div class="tick">
      <input id={id} type="checkbox" checked={at(desk.value, pointer) === true} onChange={({ currentTarget }) => set(pointer, currentTarget.checked || undefined)} />
      <label for={id}>{label}</label>
    </div>
  );
}

/** Ticks for a list of values, kept in the order in which they are offered; values that are not offered stay. */
export function Ticks({ at: pointer, label, options }: { at: string; label: string; options: readonly (readonly [value: Json, text: string])[] }) {
  const value = at(desk.value, pointer);
  const held = Array.isArray(value) ? value.map((each) => JSON.stringify(each)) : [];
  const offered = options.map(([each]) => JSON.stringify(each));
  const toggle = (text: string, on: boolean) => {
    const next = on ? [...held, text] : held.filter((each) => each !== text);
    const ordered = [...offered.filter((each) => next.includes(each)), ...next.filter((each) => !offered.includes(each))];
    set(pointer, ordered.map((each) => JSON.parse(each) as Json));
  };
  const problem = problemAt(pointer);
  return (
    <fieldset class="tick-list" id={idOf(pointer)}>
      <legend>{label}</legend>
      <div>
        {options.map(([, text], n) => (
          <label key={text}>
            <input type="checkbox" checked={held.includes(offered[n]!)} onChange={({ currentTarget }) => toggle(offered[n]!, currentTarget.checked)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {problem && <p class="problem">{toldProblem(problem)}</p>}
    </fieldset>
  );
}

/** Boxes side by side, as many as fit. */
export function Group({ children }: { children: ComponentChildren }) {
  return <div class="group">{children}</div>;
}
