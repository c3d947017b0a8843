// What the borrower's documents say, and their figures, in the language of the reader.

import { computed } from "@preact/signals";
import { formatter } from "./format.ts";
import { language } from "./language.ts";
import { en } from "./words/en.ts";
import type { Language, Words } from "./words/words.ts";
import { zh } from "./words/zh.ts";

const words: Record<Language, Words> = { en, "zh-CN": zh };

export const say = computed(() => words[language.value]);

/** Formats figures of an answer in its own currency. */
export const formatOf = ({ currency }: { currency: string }) => formatter(language.value, currency);
