// Check a demand or an offer: what the reader knows on the left, what follows on the right.

import { retry } from "../asking.ts";
import { engine, say } from "../state.ts";
import { Caller } from "./caller.tsx";
import { Demand, Offer } from "./form.tsx";
import { DemandResult, OfferResult, Troubles } from "./result.tsx";
import { exampleFacts } from "./facts.ts";
import { facts, view } from "./state.ts";

export function CheckView() {
  const words = say.value.check;
  return (
    <>
      <form class="form" aria-label={words.title} autocomplete="off" onSubmit={(event) => event.preventDefault()}>
        <div class="example">
          <h2>{words.title}</h2>
          <p>{words.text}</p>
          <button type="button" onClick={() => (facts.value = exampleFacts)}>{words.example}</button>
        </div>
        <Demand />
        <Offer />
      </form>
      <section id="result" class="result" aria-label={words.resultTitle} tabIndex={-1}>
        {engine.value === "failed" && (
          <div class="card notice wall" role="alert">
            <h3>{say.value.failedTitle}</h3>
            <button type="button" class="primary" onClick={retry}>{say.value.retry}</button>
          </div>
        )}
        <Troubles />
        <DemandResult />
        <OfferResult />
        <Caller />
      </section>
    </>
  );
}

/** Chooses between the borrower's plan and the check. */
export function Views() {
  const words = say.value.check;
  return (
    <nav class="views" aria-label={words.views}>
      {(["plan", "check"] as const).map((name) => (
        <button key={name} type="button" aria-pressed={view.value === name} onClick={() => (view.value = name)}>{words.view[name]}</button>
      ))}
    </nav>
  );
}
