// A labelled box of a document that has fields of its own.

import { digitsOf } from "./format.ts";
import { say } from "./say.ts";
import { understoodAs } from "./understood.ts";

export interface BoxProps {
  id: string;
  label: string;
  value: string;
  set: (text: string) => void;
  currency: string;
  kind?: "amount" | "percent" | "date" | "text";
}

/** Of an amount it says what was understood. */
export function LabelledBox({ id, label, value, set, currency, kind = "amount" }: BoxProps) {
  const readAs = kind === "amount" ? understoodAs(value, digitsOf(currency)) : "";
  const common = { id, value, autocomplete: "off", onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => set(currentTarget.value) };
  return (
    <div class={`field field-${kind}`}>
      <label for={id}>{label}</label>
      {kind === "date" ? <input type="date" {...common} /> : (
        <input type="text" {...common} spellcheck={false} {...(kind === "text" ? { maxLength: 64 } : { inputMode: "decimal" as const })} {...(readAs && { "aria-describedby": `${id}-read` })} />
      )}
      {readAs && <p class="read" id={`${id}-read`}>{say.value.readAs(readAs)}</p>}
    </div>
  );
}
