// Check a demand or an offer: what the reader knows on the left, what follows on the right.

import { useEffect } from "preact/hooks";
import { engine } from "../engine.ts";
import { Bottom, Stopped, Top, Views } from "../frame.tsx";
import { language } from "../language.ts";
import { say as sayPage } from "../say.ts";
import { Troubles } from "../troubles.tsx";
import { Caller } from "./caller.tsx";
import { exampleFacts } from "./facts.ts";
import { Arrival } from "./opened.tsx";
import { Demand, Offer } from "./form.tsx";
import { DemandResult, OfferResult } from "./result.tsx";
import { facts, say, troubles } from "./state.ts";

export function Page() {
  const words = say.value;
  const page = sayPage.value;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = `${page.tools.view.check} · ${page.title}`;
  }, [words]);
  return (
    <>
      <a class="skip" href="#result">{page.skip}</a>
      <Top title={page.tools.view.check} tagline={words.tagline} />
      <Views here="check" />
      <Arrival />
      <main>
        <form class="form" aria-label={words.title} autocomplete="off" onSubmit={(event) => event.preventDefault()}>
          <section class="example" aria-labelledby="start-title">
            <h2 id="start-title">{words.title}</h2>
            <p>{words.text}</p>
            <button type="button" onClick={() => (facts.value = exampleFacts)}>{words.example}</button>
          </section>
          <Demand />
          <Offer />
        </form>
        <section id="result" class="result" aria-labelledby="result-title" tabIndex={-1}>
          <h2 id="result-title" class="unseen">{words.resultTitle}</h2>
          {engine.value === "failed" && <Stopped />}
          <Troubles of={troubles} place={words.place} />
          <DemandResult />
          <OfferResult />
          <Caller />
        </section>
      </main>
      <Bottom />
    </>
  );
}
