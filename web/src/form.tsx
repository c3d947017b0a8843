// The form: what is owed, how it would be paid, and the terms that few need.

import type { Component } from "../../wasm/npm/types.ts";
import { components, currencies } from "./fields.ts";
import { signOf } from "./format.ts";
import { Choice, Notes, Row, Segments, TextBox, TextField } from "./inputs.tsx";
import { fields, fromExample, language, say, set, showExample, startOwn } from "./state.ts";

export function Form() {
  const words = say.value;
  return (
    <form class="form" aria-label={words.formTitle} autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <Example />
      <Owed />
      <Pay />
      <More />
    </form>
  );
}

function Example() {
  const words = say.value;
  if (!fromExample.value) {
    return (
      <p class="own">
        <button type="button" class="link" onClick={showExample}>{words.exampleShow}</button>
      </p>
    );
  }
  return (
    <section class="example" aria-labelledby="example-title">
      <h2 id="example-title">{words.exampleTitle}</h2>
      <p>{words.exampleText}</p>
      <button type="button" class="primary" onClick={startWithOwn}>{words.exampleClear}</button>
    </section>
  );
}

function startWithOwn() {
  startOwn();
  document.getElementById("owed_principal")?.focus();
}

function Owed() {
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

const presets = [6, 12, 24, 36, 60];

function Pay() {
  const words = say.value;
  const { shape, known, count } = fields.value;
  return (
    <section class="card" aria-labelledby="pay-title">
      <h2 id="pay-title">{words.payTitle}</h2>
      <Segments
        name="shape"
        label={words.shapeTitle}
        options={(["level", "equal_principal", "lump_sum"] as const).map((value) => [value, words.shape[value]])}
      />
      <p class="hint">{words.shapeHint[shape]}</p>
      {shape !== "lump_sum" && (
        <>
          <Segments name="known" label={words.knownTitle} options={[["count", words.knowCount], ["amount", words.knowAmount]]} />
          {known === "amount" ? (
            <TextField name="amount" label={words.field.amount} />
          ) : (
            <>
              <TextField name="count" label={words.field.count} kind="count" />
              <div class="chips" role="group" aria-label={words.field.count}>
                {presets.map((preset) => (
                  <button key={preset} type="button" aria-pressed={count === `${preset}`} onClick={() => set("count", `${preset}`)}>
                    {words.counts(preset)}
                  </button>
                ))}
              </div>
            </>
          )}
        </>
      )}
      <Row>
        <TextField name="first_due" label={words.field.first_due} kind="date" />
        <div class="rate">
          <TextField name="rate" label={`${words.field.rate} %`} kind="percent" />
          <Choice
            name="rate_per"
            label={words.rateUnit}
            hidden
            options={(["year", "month", "day"] as const).map((per) => [per, words.ratePer[per]])}
          />
        </div>
      </Row>
      <Row>
        <TextField name="deposit" label={words.field.deposit} optional />
        <TextField name="deposit_due" label={words.field.deposit_due} kind="date" />
      </Row>
    </section>
  );
}

function More() {
  const words = say.value;
  const { currency, cn_card, breach } = fields.value;
  return (
    <details class="card more">
      <summary>
        <h2>{words.moreTitle}</h2> <span class="hint">{words.moreHint}</span>
      </summary>
      <Row>
        <TextField name="oldest_due" label={words.field.oldest_due} kind="date" optional />
        <TextField name="interest_from" label={words.field.interest_from} kind="date" optional />
      </Row>
      <Choice
        name="final_payment"
        label={words.field.final_payment}
        options={(["smaller", "closest", "larger"] as const).map((value) => [value, words.finalPayment[value]])}
      />
      {currency === "CNY" && (
        <div class="tick">
          <input
            id="cn_card"
            type="checkbox"
            checked={cn_card}
            aria-describedby="cn_card-hint"
            onChange={(event) => set("cn_card", event.currentTarget.checked)}
          />
          <label for="cn_card">{words.field.cn_card}</label>
          <p class="hint" id="cn_card-hint">{words.cardHint}</p>
        </div>
      )}
      <h3>{words.breachTitle}</h3>
      <Row>
        <Choice
          name="breach"
          label={words.field.breach}
          options={(["unknown", "reinstate_all", "reinstate_unearned", "nothing"] as const).map((value) => [value, words.breach[value]])}
        />
        {breach !== "unknown" && (
          <Choice
            name="earned"
            label={words.field.earned}
            options={(["on_completion", "pro_rata", "on_signing"] as const).map((value) => [value, words.earned[value]])}
          />
        )}
      </Row>
      {breach !== "unknown" && (
        <Row>
          <TextField name="grace_days" label={words.field.grace_days} kind="count" />
          <TextField name="missed_allowed" label={words.field.missed_allowed} kind="count" />
        </Row>
      )}
    </details>
  );
}
