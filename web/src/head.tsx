// The head of every document: whose it is, and the choice of language.

import type { Language } from "./words/words.ts";

interface HeadProps {
  title: string;
  tagline: string;
  /** What the choice of language is called. */
  label: string;
  language: Language;
  speak: (chosen: Language) => void;
}

const languages: readonly (readonly [Language, string])[] = [["zh-CN", "中文"], ["en", "English"]];

export function Head({ title, tagline, label, language, speak }: HeadProps) {
  return (
    <header class="top">
      <div>
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="8" />
          <path d="M7 9h5v5h5v5h5v5h3" />
        </svg>
        <h1>{title}</h1>
        <p>{tagline}</p>
      </div>
      <div class="languages" role="group" aria-label={label}>
        {languages.map(([tag, name]) => (
          <button key={tag} type="button" lang={tag} aria-pressed={language === tag} onClick={() => speak(tag)}>
            {name}
          </button>
        ))}
      </div>
    </header>
  );
}
