// What the build needs of the page: the example's request, and its answer in
// words for the text that stands in the document before any script runs.

import type { QuoteAnswer } from "../../../wasm/npm/types.ts";
import { example } from "../fields.ts";
import { formatter } from "../format.ts";
import { sentence } from "./headline.ts";
import { requestOf } from "../request.ts";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";

export const request = requestOf(example);

export function slots(answer: QuoteAnswer): Record<string, string> {
  const told = { request, answer };
  const of = (name: string, words: typeof en, language: "en" | "zh-CN") => ({
    [`${name}.title`]: words.title,
    [`${name}.tagline`]: words.tagline,
    [`${name}.exampleTitle`]: words.exampleTitle,
    [`${name}.example`]: sentence(told, words, formatter(language, answer.currency)),
  });
  return { ...of("zh", zh, "zh-CN"), ...of("en", en, "en") };
}
