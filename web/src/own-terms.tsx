// The terms of a plan that few need.

import { Choice, Row, TextField } from "./inputs.tsx";
import { fields, say, set } from "./state.ts";

export function OwnTerms() {
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
            checked={cn_card === "yes"}
            aria-describedby="cn_card-hint"
            onChange={(event) => set("cn_card", event.currentTarget.checked ? "yes" : "no")}
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
