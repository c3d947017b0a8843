// What happened, as it is typed: the kind decides which boxes there are.

import type { Party } from "../../../wasm/npm/types.ts";
import { often } from "../day.ts";
import { Box, Select } from "./boxes.tsx";
import { about, boxesOf, eventOf, kinds, type BoxName, type TypedKind } from "./happening.ts";
import { add, busy, format, opened, say, typed } from "./state.ts";

/** The boxes of an offer. */
export function TermBoxes() {
  const words = say.value;
  return (
    <div class="boxes">
      <Box name="paid" />
      <Box name="waived" optional />
      <Box name="count" kind="count" />
      <Box name="instalment" />
      <Select name="every" options={Object.entries(often).map(([name, every]) => [name, words.every(every)] as const)} />
      <Box name="first_due" kind="date" />
      <Box name="deposit" optional />
      {typed.value.deposit && <Box name="deposit_due" kind="date" />}
      <Box name="rate" kind="percent" optional />
      <Box name="expires" kind="date" optional />
    </div>
  );
}

export function EventForm() {
  const words = say.value;
  const { record } = opened.value!;
  const kind = (typed.value.kind ?? "offer") as TypedKind;
  const by = (typed.value.by ?? "creditor") as Party;
  const has = (name: BoxName) => boxesOf[kind].includes(name);
  const levels = (record.rules.ladder ?? []).map(({ level }) => [level, level] as const);
  const open = about(kind, by, record.offers ?? []).map(({ number, terms }) => [`${number}`, words.offerNumber(`${number}`, format.value.money(terms.paid))] as const);
  const submit = (event: Event) => {
    event.preventDefault();
    void add(eventOf(typed.value));
  };
  return (
    <form class="form" aria-labelledby="event-title" autocomplete="off" onSubmit={submit}>
      <section class="card">
        <h2 id="event-title">{words.eventTitle}</h2>
        <div class="boxes">
          <Select name="kind" options={kinds.map((each) => [each, words.kind[each]] as const)} />
          <Select name="by" options={[["creditor", words.party.creditor], ["borrower", words.party.borrower]]} />
          <Box name="date" kind="date" />
          {has("number") && <Select name="number" options={open} />}
          {has("amount") && <Box name="amount" />}
        </div>
        {has("number") && open.length === 0 && <p class="hint">{words.nothingOpen}</p>}
        {has("paid") && <TermBoxes />}
        {has("facts_changed") && <Box name="facts_changed" kind="text" optional hint={words.factsChangedHint} />}
        {has("by_level") && by === "creditor" && levels.length > 0 && (
          <div class="boxes"><Select name="by_level" options={levels} /><Select name="approved_by" options={levels} /></div>
        )}
        {has("note") && <Box name="note" kind="text" optional={kind !== "contact" && kind !== "note"} />}
        <p class="actions"><button type="submit" class="primary" disabled={busy.value}>{words.put}</button></p>
      </section>
    </form>
  );
}
