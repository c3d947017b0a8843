// The boxes of this document: each has its name's label, what is typed in it, and
// the server's problem with it.

import type { ComponentChildren } from "preact";
import { toldProblem } from "./refusal.tsx";
import { boxAt } from "./happening.ts";
import { refused, say, type, typed } from "./state.ts";
import type { Labelled } from "./words/words.ts";

const problemOf = (name: string) => refused.value?.problems.find(({ pointer }) => boxAt(pointer) === name);

const modes = { amount: "decimal", percent: "decimal", count: "numeric", text: "text" } as const;

interface BoxProps {
  name: Labelled;
  kind?: "amount" | "count" | "date" | "text" | "percent";
  hint?: string;
  optional?: boolean;
}

export function Box({ name, kind = "amount", hint, optional }: BoxProps) {
  return (
    <Field name={name} {...(hint && { hint })} {...(optional && { optional })}>
      {(common) => {
        const bound = { value: typed.value[name] ?? "", onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => type(name, currentTarget.value), ...common };
        if (kind === "date") return <input type="date" {...bound} />;
        return <input type="text" inputMode={modes[kind]} autocomplete="off" spellcheck={false} {...bound} />;
      }}
    </Field>
  );
}

export function Select({ name, options }: { name: Labelled; options: readonly (readonly [value: string, text: string])[] }) {
  const chosen = typed.value[name];
  const value = options.some(([each]) => each === chosen) ? chosen : "";
  return (
    <Field name={name}>
      {(common) => (
        <select value={value} onChange={({ currentTarget }) => type(name, currentTarget.value)} {...common}>
          {value === "" && <option value="">{say.value.choose}</option>}
          {options.map(([each, text]) => <option key={each} value={each}>{text}</option>)}
        </select>
      )}
    </Field>
  );
}

interface Common { id: string; "aria-describedby"?: string; "aria-invalid"?: "true" }

function Field({ name, hint, optional, children }: { name: Labelled; hint?: string; optional?: boolean; children: (common: Common) => ComponentChildren }) {
  const id = `box-${name}`;
  const problem = problemOf(name);
  const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{say.value.label[name]}{optional && <span class="optional"> {say.value.optional}</span>}</label>
      {children({ id, ...(notes && { "aria-describedby": notes }), ...(problem && { "aria-invalid": "true" as const }) })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {problem && <p class="problem" id={`${id}-problem`}>{toldProblem(problem)}</p>}
    </div>
  );
}
