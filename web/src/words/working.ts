// What is said around the working of a figure; the steps themselves are the engine's.

import type { Language } from "./words.ts";

export const working: Record<Language, { hint: string; label: (name: string, figure: string) => string; nothing: string; more: (count: number) => string }> = {
  en: {
    hint: "Press an underlined figure to see how it was worked out.",
    label: (name, figure) => `${name}: ${figure}, how it was worked out`,
    nothing: "Nothing was added up here: the figure is zero, or it was typed.",
    more: (count) => `… and ${count} more steps`,
  },
  "zh-CN": {
    hint: "点一下带下划线的数字，可以看它是怎样算出来的。",
    label: (name, figure) => `${name}：${figure}，查看计算过程`,
    nothing: "这里没有计算：数字为零，或是直接填写的。",
    more: (count) => `……另有 ${count} 步`,
  },
};
