// The head that the borrower's documents share, and the way from one to the other.

import { language, say, speak } from "./state.ts";
import type { Language } from "./words/words.ts";

export function Top({ title, tagline }: { title: string; tagline: string }) {
  return (
    <header class="top">
      <div>
        <Mark />
        <h1>{title}</h1>
        <p>{tagline}</p>
      </div>
      <Languages />
    </header>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M7 9h5v5h5v5h5v5h3" />
    </svg>
  );
}

const languages: readonly (readonly [Language, string])[] = [["zh-CN", "中文"], ["en", "English"]];

function Languages() {
  return (
    <div class="languages" role="group" aria-label={say.value.otherLanguage}>
      {languages.map(([tag, name]) => (
        <button key={tag} type="button" lang={tag} aria-pressed={language.value === tag} onClick={() => speak(tag)}>
          {name}
        </button>
      ))}
    </div>
  );
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
