// What the borrower's documents share: the head, the foot, the way from one to the
// other, and what is told when the engine stopped.

import { load } from "./engine.ts";
import { Head } from "./head.tsx";
import { language, speak } from "./language.ts";
import { say } from "./say.ts";

export function Top({ title, tagline }: { title: string; tagline: string }) {
  return <Head title={title} tagline={tagline} label={say.value.otherLanguage} language={language.value} speak={speak} />;
}

const addresses = { plan: "/", check: "/check", share: "/share" };

/** Each document opens beside the others, so that what was typed into one is never lost by a look at another. */
export function Views({ here }: { here: keyof typeof addresses }) {
  const words = say.value.tools;
  const others = (Object.keys(addresses) as (typeof here)[]).filter((each) => each !== here);
  return (
    <nav class="views" aria-label={words.views}>
      {others.map((each) => <><a key={each} href={addresses[each]} target={`parley-${each}`}>{words.view[each]}</a>{" "}</>)}
      <span class="hint">{words.beside}</span>
    </nav>
  );
}

/** What to do when none of it fits, and what the figures are. */
export function Bottom() {
  const words = say.value;
  return (
    <footer class="bottom">
      <h2>{words.helpTitle}</h2>
      <p>{words.help}</p>
      <p class="hint">{words.privacy} {words.noAdvice}</p>
    </footer>
  );
}

/** That the engine stopped, and the way to bring it up again. */
export function Stopped({ again = load }: { again?: () => Promise<unknown> }) {
  const words = say.value;
  return (
    <div class="card notice wall" role="alert">
      <h3>{words.failedTitle}</h3>
      <p>{words.failedText}</p>
      <button type="button" class="primary" onClick={again}>{words.retry}</button>
    </div>
  );
}
