// The desk: its head, the way from one job to the next, and the job in hand.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { engine } from "../engine.ts";
import { Head } from "../head.tsx";
import { language, speak } from "../language.ts";
import { Account } from "./account.tsx";
import { Arrival } from "./opened.tsx";
import { MandateView } from "./mandate.tsx";
import { Offers } from "./offers.tsx";
import { Portfolio } from "./portfolio.tsx";
import { ProposalView } from "./proposal.tsx";
import { SheetView } from "./sheet.tsx";
import { counter, lint, start, offers, say, view, views, type View } from "./state.ts";

const jobs: Record<View, () => preact.JSX.Element> = {
  account: Account, mandate: MandateView, offers: Offers, proposal: ProposalView, sheet: SheetView, portfolio: Portfolio,
};

export function Page() {
  const words = say.value;
  const Job = jobs[view.value];
  const head = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = `${words.view[view.value]} · ${words.title}`;
  }, [words, view.value]);
  useLayoutEffect(() => {
    // Whoever chose another job begins at its head; who has just come is left where they are.
    if (!first.current) head.current?.focus();
    first.current = false;
  }, [view.value]);
  return (
    <>
      <a class="skip" href="#job" onClick={(event) => { event.preventDefault(); head.current?.focus(); }}>{words.skip}</a>
      <Head title={words.title} tagline={words.tagline} label={words.languages} language={language.value} speak={speak} />
      <Jobs />
      <main class="desk">
        <Arrival />
        <h2 id="job" ref={head} tabIndex={-1}>{words.view[view.value]}</h2>
        <p class="lead">{words.lead[view.value]}</p>
        {engine.value === "failed" && <Failed />}
        <Job />
      </main>
      <Announcer />
      <footer class="bottom">
        <p class="hint">{words.privacy} {words.noVerdict}</p>
        <p class="hint"><a href="/">{words.borrowersPage}</a></p>
      </footer>
    </>
  );
}

/** The way from one job to the next. */
function Jobs() {
  const words = say.value;
  return (
    <nav class="jobs" aria-label={words.jobs}>
      <ul>
        {views.map((each) => (
          <li key={each}>
            <a href={`#${each}`} aria-current={view.value === each ? "page" : undefined}>{words.view[each]}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Failed() {
  const words = say.value;
  return (
    <div class="card notice wall" role="alert">
      <h3>{words.failedTitle}</h3>
      <p>{words.failedText}</p>
      <button type="button" class="primary" onClick={() => void start()}>{words.retry}</button>
    </div>
  );
}

/** Says how the job stands, once the typing has paused. */
function Announcer() {
  const [told, setTold] = useState("");
  const words = say.value;
  const news = newsOf();
  useEffect(() => {
    const quiet = setTimeout(() => setTold(news), 500);
    return () => clearTimeout(quiet);
  }, [news]);
  return <p class="unseen" role="status" aria-live="polite">{told}</p>;

  function newsOf(): string {
    const asked = { mandate: lint, offers, proposal: counter }[view.value as "offers"];
    if (asked && asked.problems.value.length > 0) return words.problemsTitle(asked.problems.value.length);
    if (view.value === "mandate" && lint.current.value) return words.remarksTitle(lint.answer.value?.remarks?.length ?? 0);
    if (view.value === "offers" && offers.current.value) return words.status[offers.answer.value!.status];
    if (view.value === "proposal" && counter.current.value) return counter.answer.value!.accepted ? words.accepted : words.notAccepted;
    return "";
  }
}
