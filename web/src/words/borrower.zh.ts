import type { BorrowerWords } from "./borrower.ts";

export const borrower: BorrowerWords = {
  stepsTitle: "四步",
  step: { owe: "我欠多少", pay: "我能还多少", plans: "方案", proposal: "我的提议" },
};
