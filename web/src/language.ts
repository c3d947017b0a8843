// The language of a document: the one chosen before, or the browser's first that there is.

import { signal } from "@preact/signals";
import { keep, kept } from "./keep.ts";
import type { Language } from "./words/words.ts";

const first = (): Language =>
  kept("language") ?? (navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag))?.toLowerCase().startsWith("zh") ? "zh-CN" : "en");

export const language = signal<Language>(first());

export function speak(chosen: Language) {
  keep("language", chosen);
  language.value = chosen;
}
