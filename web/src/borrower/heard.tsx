// The lender's side of step 3, as far as it was heard.

import { components } from "../fields.ts";
import { Row, TextField, Unit } from "./inputs.tsx";
import { say } from "../say.ts";
import { typed } from "./state.ts";
import { StepCard } from "./step-card.tsx";

export function Heard() {
  const words = say.value;
  return (
    <StepCard step="plans" title={words.borrower.heardTitle}>
      <p class="hint">{words.borrower.heardHint}</p>
      <Row>
        <TextField name="heard_count" label={words.field.heard_count} kind="count" optional />
        <TextField name="heard_min_payment" label={words.field.heard_min_payment} optional />
      </Row>
      <Row>
        <TextField name="heard_rate" label={`${words.field.heard_rate} %`} kind="percent" optional />
        <TextField name="heard_deposit" label={`${words.field.heard_deposit} %`} kind="percent" optional />
      </Row>
      <Unit name="heard_waiver" unit="unit_heard_waiver" label={words.field.heard_waiver} unitLabel={words.borrower.heardUnit} optional />
      {typed("owing") !== "total" && (
        <details class="words">
          <summary>{words.borrower.heardParts}</summary>
          <div class="parts">
            {components.map((name) => (
              <TextField key={name} name={`heard_${name}`} kind="percent" label={`${words.component[name]} %`} fullLabel={words.borrower.heardPart(words.component[name])} />
            ))}
          </div>
        </details>
      )}
    </StepCard>
  );
}
