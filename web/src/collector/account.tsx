// The account: typed, pasted, or read from a file; and what the borrower can pay.

import { components, currencies } from "../debt.ts";
import { nameOf } from "../format.ts";
import { language } from "../language.ts";
import { Box, Group, Select, Tick } from "./boxes.tsx";
import { Import } from "./import.tsx";
import { StatusCard } from "./status.tsx";
import { desk, fromExample, say, startOwn } from "./state.ts";
import { at, listAt } from "./tree.ts";
import { packs } from "./words/words.ts";

export function Account() {
  const words = say.value;
  return (
    <>
      {fromExample.value && <Example />}
      <div class="two">
        <div class="form">
          <Import />
          <section class="card" aria-labelledby="owed-title">
            <h3 id="owed-title">{words.owedTitle}</h3>
            <Group>
              <Box at="/as_of" label={words.asOf} kind="date" />
              <Select at="/currency" label={words.currency} options={currencies.map((code) => [code, `${code} ${nameOf(language.value, code)}`])} />
              <Select at="/pack" label={words.pack} none={words.packNone} options={packs.map((id) => [id, words.packs[id]])} />
            </Group>
            <Group>
              {components.map((name) => <Box key={name} at={`/claim/components/${name}`} label={words.component[name]} />)}
            </Group>
            <Group>
              <Box at="/claim/oldest_due" label={words.oldestDue} kind="date" optional />
              <Box at="/segment" label={words.segment} kind="text" optional />
            </Group>
            <Tick at="/hardship" label={words.hardship} />
          </section>
          <Budget />
        </div>
        <StatusCard />
      </div>
    </>
  );
}

function Example() {
  const words = say.value;
  return (
    <section class="example" aria-labelledby="example-title">
      <h3 id="example-title">{words.exampleTitle}</h3>
      <p>{words.exampleText}</p>
      <button type="button" class="primary" onClick={startWithOwn}>{words.exampleClear}</button>
    </section>
  );
}

function startWithOwn() {
  startOwn();
  document.getElementById("claim-components-principal")?.focus();
}

/** What the borrower said can be paid. Each figure protects the borrower: none of them raises what is asked. */
function Budget() {
  const words = say.value;
  const flows = listAt(desk.value, "/budget/income").length + listAt(desk.value, "/budget/outgoings").length;
  return (
    <section class="card" aria-labelledby="budget-title">
      <h3 id="budget-title">{words.budgetTitle}</h3>
      <p class="hint">{words.budgetHint}</p>
      <Group>
        <Box at="/budget/per_period" label={words.constraint.per_period} unit={words.aMonth} />
        <Box at="/budget/deposit" label={words.constraint.deposit} optional />
        <Box at="/budget/total_cap" label={words.constraint.total_cap} optional />
        <Box at="/budget/payday" label={words.payday} kind="count" optional />
        <Box at="/budget/earliest" label={words.constraint.earliest} kind="date" optional />
        <Box at="/budget/latest_finish" label={words.constraint.latest_finish} kind="date" optional />
      </Group>
      {flows > 0 && <p class="hint">{words.flows(flows)}</p>}
      {at(desk.value, "/budget/every") !== undefined && <p class="hint">{words.otherPeriod}</p>}
    </section>
  );
}
