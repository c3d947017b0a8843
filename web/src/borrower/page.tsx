// The page: who speaks, the form on the left, the result on the right.

import { useEffect, useState } from "preact/hooks";
import { Arrival } from "./arrived.tsx";
import { Form } from "./form.tsx";
import { Bottom, Top, Views } from "../frame.tsx";
import { sentence } from "./headline.ts";
import { language } from "../language.ts";
import { Result } from "./result.tsx";
import { say } from "../say.ts";
import { current, deals, dealsCurrent, format, needed, nothingLeft, quoted, troubles } from "./state.ts";
import { steps } from "../words/borrower.ts";

export function Page() {
  const words = say.value;
  // The form is there to be filled in before the result is drawn.
  const [whole, setWhole] = useState(false);
  useEffect(() => setWhole(true), []);
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = `${words.title} · ${words.tagline}`;
  }, [words]);
  return (
    <>
      <a class="skip" href="#result">{words.skip}</a>
      <Top title={words.title} tagline={words.tagline} />
      <Views here="plan" />
      <Arrival />
      <nav aria-label={words.borrower.stepsTitle}>
        <ol class="ways">
          {steps.map((step) => <li key={step}><a href={`#step-${step === "plans" ? "deals" : step}`}>{words.borrower.step[step]}</a></li>)}
        </ol>
      </nav>
      <main>
        <Form />
        <div id="result" class="result" role="region" aria-label={words.resultTitle} tabIndex={-1}>{whole && <Result />}</div>
      </main>
      <Peek />
      <Announcer />
      <Bottom />
    </>
  );
}

/** On a phone the headline stays in sight while the form is filled in. */
function Peek() {
  const words = say.value;
  const plan = quoted.value;
  if (!plan || nothingLeft.value || needed.value.length > 0) return null;
  const count = troubles.value.length;
  return (
    <aside aria-label={words.resultTitle}>
      <a class="peek" href="#result">
        {count > 0 ? words.announceProblems(count) : sentence(plan, words, format.value)}
      </a>
    </aside>
  );
}

/** Says the headline, or how many entries need a change, once the typing has paused. */
function Announcer() {
  const [told, setTold] = useState("");
  const news = newsOf();
  useEffect(() => {
    const quiet = setTimeout(() => setTold(news), 500);
    return () => clearTimeout(quiet);
  }, [news]);
  return <p class="unseen" role="status" aria-live="polite">{told}</p>;
}

function newsOf(): string {
  const words = say.value;
  if (troubles.value.length > 0) return words.announceProblems(troubles.value.length);
  if (nothingLeft.value) return words.borrower.nothingLeftTitle;
  const apart = dealsCurrent.value && deals.value?.apart ? `${words.borrower.apartTitle} · ` : "";
  return apart + (current.value && quoted.value ? sentence(quoted.value, words, format.value) : "");
}
