// The terms of a plan that few need.

import { Choice, Row, TextField } from "./inputs.tsx";
import { say } from "../say.ts";
import { typed } from "./state.ts";

export function OwnTerms() {
  const words = say.value;
  const breach = typed("breach");
  return (
    <details class="more">
      <summary>
        <strong>{words.moreTitle}</strong> <span class="hint">{words.moreHint}</span>
      </summary>
      <Row>
        <TextField name="interest_from" label={words.field.interest_from} kind="date" optional />
        <Choice
          name="final_payment"
          label={words.field.final_payment}
          options={(["smaller", "closest", "larger"] as const).map((value) => [value, words.finalPayment[value]])}
        />
      </Row>
      <h4>{words.breachTitle}</h4>
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
