// What is said around the working of a figure; the steps themselves are the engine's.

import type { Language } from "./words.ts";

export const working: Record<Language, { hint: string; label: (name: string, figure: string) => string; nothing: string; more: (count: number) => string }> = {
  en: {
    hint: "Press an underlined figure to see how it was worked out.",
    label: (name, figure) => `${name}: ${figure}, how it was worked out`,
    nothing: "There are no steps to show: the figure is zero or was typed, or the history is too long to be told.",
    more: (count) => `… and ${count} more steps`,
  },
  "zh-CN": {
    hint: "点一下带下划线的数字，可以看它是怎样算出来的。",
    label: (name, figure) => `${name}：${figure}，查看计算过程`,
    nothing: "没有可显示的步骤：数字为零、是直接填写的，或者记录太长。",
    more: (count) => `……另有 ${count} 步`,
  },
};
