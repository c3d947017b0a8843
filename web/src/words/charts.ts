// What the charts say.

type CourseKind = "plan" | "nothing" | "minimum";
type Part = "principal" | "interest" | "fees";

export interface ChartWords {
  colon: string;
  cursor: string;
  table: string;
  /** A row as a sentence: where the cursor is, and what holds there. */
  at: (where: string, told: string) => string;
  /** Between the things that are told of a row. */
  apart: string;

  balanceTitle: string;
  balanceStart: (start: string, from: string) => string;
  balanceCleared: (date: string) => string;
  balanceLeft: (left: string, date: string) => string;
  course: Record<CourseKind, string>;
  owing: Record<CourseKind, (balance: string) => string>;
  still: (balance: string) => string;
  /** What the line of doing nothing rests on. */
  assumed: (source: string) => string;
  minimum: string;
  more: string;

  stackTitle: string;
  stackSummary: (parts: string) => string;
  payment: string;
  paying: (amount: string) => string;
  part: Record<Part, string>;
  partOf: Record<Part, (amount: string) => string>;

  fallTitle: string;
  fallSummary: (owed: string, paid: string) => string;
  step: string;
  amount: string;
}
