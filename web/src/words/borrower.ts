// What the borrower's four steps say. Other areas of the page have files of their own.

export interface BorrowerWords {
  stepsTitle: string;
  /** The names of the four steps. */
  step: Record<Step, string>;
}

export type Step = "owe" | "pay" | "plans" | "proposal";
