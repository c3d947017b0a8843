// A new negotiation: its rules, which do not change while it lasts, and its first
// offer, typed here or handed over by the desk.

import { wayOf } from "./standing.tsx";
import { Box } from "./boxes.tsx";
import { TermBoxes } from "./event-form.tsx";
import { eventOf, rulesOf, termsOf } from "./happening.ts";
import { begin, brought, busy, say, typed } from "./state.ts";

export function Begin() {
  const words = say.value;
  const offers = brought.value?.offers;
  const submit = (event: Event) => {
    event.preventDefault();
    const { date, by_level } = eventOf({ ...typed.value, kind: "offer" });
    const expires = typed.value.expires;
    const told = offers?.map((offer) => ({ ...offer, ...(expires && { expires }) })) ?? [termsOf(typed.value)];
    void begin(rulesOf(typed.value), told, { date, by: "creditor", ...(by_level && { by_level }) });
  };
  return (
    <form class="form" aria-labelledby="begin-title" autocomplete="off" onSubmit={submit}>
      <section class="card">
        <h2 id="begin-title">{words.beginTitle}</h2>
        <p class="hint">{words.beginText}</p>
        {offers ? (
          <>
            <p>{words.brought(offers.length)}</p>
            <ul class="offers">{offers.map((offer, n) => <li key={n}>{wayOf(offer)}</li>)}</ul>
            <div class="boxes"><Box name="expires" kind="date" optional /></div>
          </>
        ) : (
          <>
            <div class="boxes"><Box name="currency" kind="text" /><Box name="date" kind="date" /></div>
            <TermBoxes />
          </>
        )}
        <h3>{words.rulesTitle}</h3>
        <div class="boxes">
          <Box name="grace_days" kind="count" optional />
          <Box name="missed_allowed" kind="count" optional />
          <Box name="threshold" kind="percent" optional />
        </div>
        <Box name="ladder" kind="text" optional hint={words.ladderHint} />
        {typed.value.ladder && <Box name="by_level" kind="text" optional />}
        <p class="actions"><button type="submit" class="primary" disabled={busy.value}>{words.begin}</button></p>
      </section>
    </form>
  );
}
