// The kinds of input that the form is made of. Each keeps what was typed, says
// what was understood, and shows the engine's problem beside itself.

import type { ComponentChildren, JSX } from "preact";
import type { FieldName, Fields, WaiverUnit } from "../fields.ts";
import { digitsOf, grouped, signOf } from "../format.ts";
import { readAmount } from "../read.ts";
import { understoodAs } from "../understood.ts";
import { say } from "../say.ts";
import { set, troubles, typed } from "./state.ts";

type TextName = { [name in FieldName]: Fields[name] extends string ? name : never }[FieldName];

const troubleWith = (name: FieldName) => troubles.value.find(({ field }) => field === name);

interface TextProps {
  name: TextName;
  label: string;
  /** Read by a screen reader in place of the label, which it must contain. */
  fullLabel?: string;
  kind?: "amount" | "percent" | "count" | "date";
  hint?: string | undefined;
  optional?: boolean;
}

/** A labelled text box. Its text stays as typed until it loses focus. */
export function TextField({ name, label, fullLabel, kind = "amount", hint, optional }: TextProps) {
  return (
    <div class={`field field-${kind}`}>
      <label for={name} aria-hidden={fullLabel ? "true" : undefined}>
        {label}
        {optional && <span class="optional"> {say.value.optional}</span>}
      </label>
      <TextBox name={name} kind={kind} {...(fullLabel && { label: fullLabel })} described={hint ? `${name}-hint` : ""} />
      {hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
      <Notes name={name} />
    </div>
  );
}

interface BoxProps {
  name: TextName;
  kind: NonNullable<TextProps["kind"]>;
  label?: string;
  described?: string;
}

export function TextBox({ name, kind, label, described = "" }: BoxProps) {
  const text = typed(name) as string;
  const bad = troubleWith(name);
  const readAs = kind === "amount" ? understood(text) : "";
  const notes = [described, readAs && `${name}-read`, bad && `${name}-problem`].filter(Boolean).join(" ");
  const common = {
    id: name,
    value: text,
    ...(label && { "aria-label": label }),
    ...(notes && { "aria-describedby": notes }),
    ...(bad && { "aria-invalid": "true" as const }),
    autocomplete: "off",
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => set(name, currentTarget.value),
  };
  if (kind === "date") return <input type="date" {...common} />;
  return (
    <input type="text" inputMode={kind === "count" ? "numeric" : "decimal"} spellcheck={false} {...common} onBlur={() => kind === "amount" && tidy(name)} />
  );
}

/** What was understood, when it differs from what was typed, and what is wrong. */
export function Notes({ name, kind = "amount" }: { name: TextName; kind?: "amount" | "percent" }) {
  const bad = troubleWith(name);
  const readAs = kind === "amount" ? understood(typed(name) as string) : "";
  return (
    <>
      {readAs && <p class="read" id={`${name}-read`}>{say.value.readAs(readAs)}</p>}
      {bad && <p class="problem" id={`${name}-problem`}>{bad.sentence}</p>}
    </>
  );
}

const understood = (text: string) => understoodAs(text, digitsOf(typed("currency")));

// Separators appear when the box loses focus, never under the caret.
function tidy(name: TextName) {
  const { strict, understood } = readAmount(typed(name) as string);
  if (understood && strict.length <= 20) set(name, grouped(strict, digitsOf(typed("currency"))) as Fields[TextName]);
}

interface ChoiceProps<Name extends FieldName> {
  name: Name;
  label: string;
  options: readonly (readonly [value: Fields[Name] & string, text: string])[];
  hidden?: boolean;
}

/** A labelled drop-down list. */
export function Choice<Name extends FieldName>({ name, label, options, hidden }: ChoiceProps<Name>) {
  return (
    <div class="field">
      <label for={name} class={hidden ? "unseen" : ""}>{label}</label>
      <select id={name} value={typed(name) as string} onChange={(event) => set(name, event.currentTarget.value as Fields[Name])}>
        {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </div>
  );
}

/** A few choices side by side, all of them in sight. */
export function Segments<Name extends FieldName>({ name, label, options }: ChoiceProps<Name>) {
  return (
    <fieldset class="segments">
      <legend>{label}</legend>
      <div>
        {options.map(([value, text]) => (
          <label key={value}>
            <input type="radio" name={name} value={value} checked={typed(name) === value} onChange={() => set(name, value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type UnitName = { [name in FieldName]: Fields[name] extends WaiverUnit ? name : never }[FieldName];

interface UnitProps {
  name: TextName;
  unit: UnitName;
  label: string;
  fullLabel?: string;
  unitLabel: string;
  optional?: boolean;
}

/** A figure that is a percentage or an amount, as its unit says. */
export function Unit({ name, unit, label, fullLabel, unitLabel, optional }: UnitProps) {
  const kind = typed(unit);
  return (
    <div class="field field-amount">
      <label for={name} aria-hidden={fullLabel ? "true" : undefined}>
        {label}
        {optional && <span class="optional"> {say.value.optional}</span>}
      </label>
      <div class="joined">
        <TextBox name={name} kind={kind} {...(fullLabel && { label: fullLabel })} />
        <select aria-label={unitLabel} value={kind} onChange={(event) => set(unit, event.currentTarget.value as WaiverUnit)}>
          <option value="percent">%</option>
          <option value="amount">{signOf(typed("currency"))}</option>
        </select>
      </div>
      <Notes name={name} kind={kind} />
    </div>
  );
}

/** A choice of yes or no. */
export function Tick({ name, label, hint }: { name: "cn_card"; label: string; hint: string }) {
  return (
    <div class="tick">
      <input
        id={name}
        type="checkbox"
        checked={typed(name) === "yes"}
        aria-describedby={`${name}-hint`}
        onChange={(event) => set(name, event.currentTarget.checked ? "yes" : "no")}
      />
      <label for={name}>{label}</label>
      <p class="hint" id={`${name}-hint`}>{hint}</p>
    </div>
  );
}

/** A line of the form. */
export function Row({ children, class: name = "" }: { children: ComponentChildren; class?: string }): JSX.Element {
  return <div class={`row ${name}`}>{children}</div>;
}
