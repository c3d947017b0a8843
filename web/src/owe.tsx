// Step 1, what I owe: the parts of the debt, and what is waived of each.

import type { Component } from "../../wasm/npm/types.ts";
import { components, currencies } from "./fields.ts";
import { signOf } from "./format.ts";
import { Choice, Notes, Row, TextBox, TextField } from "./inputs.tsx";
import { fields, language, say, set } from "./state.ts";

export function Owe() {
  const words = say.value;
  return (
    <section class="card" aria-labelledby="owed-title">
      <h2 id="owed-title">{words.owedTitle}</h2>
      <p class="hint">{words.owedHint}</p>
      <Row>
        <Choice name="currency" label={words.field.currency} options={currencies.map((code) => [code, currencyName(code)])} />
        <TextField name="as_of" label={words.field.as_of} kind="date" />
      </Row>
      <div class="parts">
        <div class="part-heads" aria-hidden="true">
          <span />
          <span>{words.owed}</span>
          <span>{words.waived}</span>
        </div>
        {components.map((name) => <Part key={name} name={name} />)}
      </div>
      <details class="words">
        <summary>{words.meaningTitle}</summary>
        <dl>
          {components.map((name) => (
            <div key={name}>
              <dt>{words.component[name]}</dt>
              <dd>{words.meaning[name]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

const currencyName = (code: string) => `${code} ${new Intl.DisplayNames(language.value, { type: "currency" }).of(code) ?? ""}`;

function Part({ name }: { name: Component }) {
  const words = say.value;
  const label = words.component[name];
  const unit = fields.value[`unit_${name}`];
  return (
    <div class="part" role="group" aria-label={label}>
      <span class="part-name" aria-hidden="true">{label}</span>
      <div class="field">
        <label for={`owed_${name}`} class="part-label">{words.owed}</label>
        <TextBox name={`owed_${name}`} kind="amount" label={words.owedField(label)} />
      </div>
      <div class="field">
        <label for={`waive_${name}`} class="part-label">{words.waived}</label>
        <div class="joined">
          <TextBox name={`waive_${name}`} kind={unit} label={words.waivedField(label)} />
          <select
            aria-label={words.waivedUnit(label)}
            value={unit}
            onChange={(event) => set(`unit_${name}`, event.currentTarget.value as typeof unit)}
          >
            <option value="percent">%</option>
            <option value="amount">{signOf(fields.value.currency)}</option>
          </select>
        </div>
      </div>
      <div class="part-notes">
        <Notes name={`owed_${name}`} />
        <Notes name={`waive_${name}`} kind={unit} />
      </div>
    </div>
  );
}
