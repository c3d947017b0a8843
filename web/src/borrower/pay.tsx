// Step 2, what I can pay: a sum a month, or what is left of what comes in.

import { essentials, incomes, outgoings, type Line } from "../fields.ts";
import { Choice, Notes, Row, Segments, TextBox, TextField } from "./inputs.tsx";
import { formatOf, say } from "../say.ts";
import { reach, typed } from "./state.ts";
import { StepCard } from "./step-card.tsx";

export function Pay() {
  const words = say.value;
  return (
    <StepCard step="pay">
      <Segments name="able" label={words.borrower.ableTitle} options={(["amount", "budget"] as const).map((value) => [value, words.borrower.able[value]])} />
      {typed("able") === "amount" ? <TextField name="pay_most" label={words.field.pay_most} hint={words.borrower.payHint} /> : <Budget />}
      <Row>
        <TextField name="payday" label={words.field.payday} kind="count" optional />
        <TextField name="latest_finish" label={words.field.latest_finish} kind="date" optional />
      </Row>
      <Row>
        <TextField name="deposit_most" label={words.field.deposit_most} optional />
        <TextField name="deposit_due" label={words.field.deposit_due} kind="date" />
      </Row>
    </StepCard>
  );
}

function Budget() {
  const words = say.value;
  const told = reach.value;
  const most = told?.reach?.most;
  return (
    <>
      <Lines title={words.borrower.incomeTitle} lines={incomes} />
      <Lines title={words.borrower.essentialsTitle} lines={essentials} />
      <Lines title={words.borrower.othersTitle} lines={outgoings.slice(essentials.length)} />
      <Row>
        <TextField name="essentials_floor" label={words.field.essentials_floor} optional />
        <TextField name="buffer" label={words.field.buffer} optional />
      </Row>
      {most !== undefined && <p class="left">{words.borrower.leftOver(formatOf(told!).money(most))}</p>}
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  const words = say.value;
  return (
    <fieldset class="lines">
      <legend>{title}</legend>
      {lines.map((line) => (
        <div key={line} class="line">
          <label for={line}>{words.field[line]}</label>
          <TextBox name={line} kind="amount" />
          <Choice name={`every_${line}`} label={words.borrower.oftenOf(words.field[line])} hidden options={(["week", "2week", "4week", "month", "year"] as const).map((often) => [often, words.borrower.often[often]])} />
          <div class="line-notes"><Notes name={line} /></div>
        </div>
      ))}
    </fieldset>
  );
}
