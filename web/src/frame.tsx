// The head that the borrower's documents share, and the way from one to the other.

import { Head } from "./head.tsx";
import { language, speak } from "./language.ts";
import { say } from "./state.ts";

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
