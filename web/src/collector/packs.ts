// What a pack's rules ask for, item by item. The items are the pack's own; the
// desk only says each in the language of the page.

import type { Pack } from "../../../wasm/npm/types.ts";
import { language } from "../language.ts";
import { say } from "./state.ts";

/** An item of a pack in words; one that the desk has no words for stays as the pack has it. */
export function itemName(item: string): string {
  const words = say.value;
  return Object.hasOwn(words.item, item) ? words.item[item as keyof typeof words.item] : item.replaceAll("_", " ");
}

export const adviceName = itemName;

export interface Asked { items: string[]; source: string; note: string }

/** What the rules with one key ask for, with where it is written. */
export function askedBy(pack: Pack | undefined, key: string): Asked[] {
  const chinese = language.value === "zh-CN";
  const series = pack?.series?.filter((each) => each.key === key) ?? [];
  return series.flatMap(({ rows }) =>
    rows.map(({ values, source, source_zh, note, note_zh }) => ({ items: values, source: chinese ? source_zh : source, note: (chinese ? note_zh : note) ?? "" })),
  );
}
