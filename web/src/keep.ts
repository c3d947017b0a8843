// The two choices that outlive a visit: the language, and that the example was
// put away. Figures are never kept. A browser may refuse storage; then nothing is kept.

import type { Language } from "./words/words.ts";

interface Choices {
  language: Language;
  started: "own";
}

const allowed: { [name in keyof Choices]: readonly Choices[name][] } = { language: ["zh-CN", "en"], started: ["own"] };

export function kept<Name extends keyof Choices>(name: Name): Choices[Name] | undefined {
  try {
    const text = localStorage.getItem(`parley.${name}`);
    return allowed[name].find((choice) => choice === text);
  } catch {
    return undefined;
  }
}

export function keep<Name extends keyof Choices>(name: Name, choice: Choices[Name]) {
  try {
    localStorage.setItem(`parley.${name}`, choice);
  } catch {
    // A private window may have no storage; the choice lasts for the visit.
  }
}
