// Step 2, what I can pay, and how.

import { Choice, Row, Segments, TextField } from "./inputs.tsx";
import { fields, say, set } from "./state.ts";

const presets = [6, 12, 24, 36, 60];

export function Pay() {
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
