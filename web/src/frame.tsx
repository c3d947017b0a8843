// The head that the borrower's documents share, and the way from one to the other.

import { Head } from "./head.tsx";
import { language, speak } from "./language.ts";
import { say } from "./state.ts";

export function Top({ title, tagline }: { title: string; tagline: string }) {
  return <Head title={title} tagline={tagline} label={say.value.otherLanguage} language={language.value} speak={speak} />;
}

/** Each document opens beside the other, so that what was typed into one is never lost by a look at the other. */
export function Views({ here }: { here: "plan" | "check" }) {
  const words = say.value.tools;
  const there = here === "plan" ? "check" : "plan";
  return (
    <nav class="views" aria-label={words.views}>
      <a href={there === "plan" ? "/" : "/check"} target={`parley-${there}`}>{words.view[there]}</a> <span class="hint">{words.beside}</span>
    </nav>
  );
}
