// Step 1, what I owe: one sum, the parts of it, or what a bank statement says.

import { components, currencies } from "../fields.ts";
import { HistoryBox } from "./history-box.tsx";
import { Choice, Row, Segments, TextField, Tick } from "./inputs.tsx";
import { nameOf } from "../format.ts";
import { language } from "../language.ts";
import { say } from "../say.ts";
import { typed } from "./state.ts";
import { StepCard } from "./step-card.tsx";

export function Owe() {
  const words = say.value;
  const owing = typed("owing");
  return (
    <StepCard step="owe">
      <Segments
        name="owing"
        label={words.borrower.owingTitle}
        options={(["parts", "total", "history"] as const).map((value) => [value, words.borrower.owing[value]])}
      />
      <p class="hint">{words.borrower.owingHint[owing]}</p>
      <Row>
        <Choice name="currency" label={words.field.currency} options={currencies.map((code) => [code, `${code} ${nameOf(language.value, code)}`])} />
        <TextField name="as_of" label={words.field.as_of} kind="date" />
      </Row>
      {owing === "parts" && <Parts />}
      {owing === "total" && <TextField name="owed_total" label={words.field.owed_total} />}
      {owing === "history" && <HistoryBox />}
      <TextField name="oldest_due" label={words.field.oldest_due} kind="date" optional />
      {typed("currency") === "CNY" && <Tick name="cn_card" label={words.field.cn_card} hint={words.cardHint} />}
    </StepCard>
  );
}

function Parts() {
  const words = say.value;
  return (
    <>
      <div class="parts">
        {components.map((name) => (
          <TextField key={name} name={`owed_${name}`} label={words.component[name]} fullLabel={words.owedField(words.component[name])} />
        ))}
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
    </>
  );
}
