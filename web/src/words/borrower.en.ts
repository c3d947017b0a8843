import type { BorrowerWords } from "./borrower.ts";

export const borrower: BorrowerWords = {
  stepsTitle: "Four steps",
  step: { owe: "What I owe", pay: "What I can pay", plans: "Plans", proposal: "My proposal" },
};
