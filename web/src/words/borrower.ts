// What the borrower's four steps say. Other areas of the page have files of their own.

import type { ConstraintName, Label, Route } from "../../../wasm/npm/types.ts";
import type { Able, Fields, Often, Owing } from "../fields.ts";
import type { Role, RowFault, RowKind } from "../history.ts";

export const steps = ["owe", "pay", "plans", "proposal"] as const;
export type Step = (typeof steps)[number];

/** The figures of a plan as a letter tells them; empty where there is nothing to tell. */
export interface LetterFacts {
  owed: string;
  asOf: string;
  count: number;
  amount: string;
  first: string;
  last: string;
  /** Empty when the last payment is like the others. */
  lastAmount: string;
  falling: boolean;
  total: string;
  /** The yearly rate; empty when the plan bears no interest. */
  yearly: string;
  waived: string;
  waivedParts: string;
  deposit: string;
  depositDue: string;
  /** What is left each month; empty when no budget was told. */
  leftOver: string;
}

/** What a plan of a menu is best in, where a row of the table shows it. */
export type Best = Extract<Label, "fastest" | "cheapest" | "lowest_payment">;

export interface BorrowerWords {
  stepsTitle: string;
  /** The names of the four steps. */
  step: Record<Step, string>;

  owingTitle: string;
  owing: Record<Owing, string>;
  owingHint: Record<Owing, string>;
  historyHint: string;
  daysTitle: string;
  days: Record<Fields["history_days"], string>;
  rowsTitle: string;
  rowKindTitle: string;
  rowKindOf: (line: number) => string;
  column: (at: number) => string;
  role: Record<Role, string>;
  rowKind: Record<RowKind, string>;
  rowFault: Record<RowFault, string>;
  badRows: (count: number) => string;
  badRow: (line: number, fault: string) => string;
  cutRows: (most: number) => string;
  moreRows: (count: number) => string;
  statementOwes: (total: string) => string;

  ableTitle: string;
  able: Record<Able, string>;
  payHint: string;
  incomeTitle: string;
  essentialsTitle: string;
  othersTitle: string;
  oftenOf: (line: string) => string;
  often: Record<Often, string>;
  leftOver: (most: string) => string;

  heardTitle: string;
  heardHint: string;
  heardUnit: string;
  heardParts: string;
  heardPart: (component: string) => string;

  dealsNeed: string;
  dealsHint: (count: number) => string;
  heardNothing: string;
  heardOnly: string;
  label: Record<Label, string>;
  best: Record<Best, string>;
  eachOf: (count: number, amount: string) => string;
  oneOf: (amount: string) => string;
  firstOn: string;
  lastOn: string;
  each: string;
  ifMissed: (reinstated: string, owed: string) => string;
  ifMissedUnknown: string;
  backIfMissed: string;
  notAgreed: string;
  take: string;
  inHand: string;
  compareTitle: string;
  noneTitle: string;
  none: string;
  toOwn: string;
  route: Record<Route, string>;
  routeText: Record<Route, string>;
  nothingLeftTitle: string;
  nothingLeft: string;
  hardshipTitle: string;
  hardship: string[];

  apartTitle: string;
  apart: string;
  apartTogether: string;
  apartFar: string;
  ownMoves: string;
  lenderMoves: string;
  together: string;
  /** By the limit: what would open an agreement, what it is now, and for a ceiling its part of the debt. */
  move: Record<ConstraintName, (needed: string, now: string, component: string) => string>;
  witness: (count: number, amount: string, last: string, total: string) => string;
  tryMove: string;

  ownTitle: string;
  ownHint: string;
  slider: (label: string) => string;
  fewer: (label: string) => string;
  further: (label: string) => string;
  stopCount: (count: number, amount: string, total: string) => string;
  stopDeposit: (deposit: string, amount: string, last: string) => string;
  fits: string;
  fitsNot: string;
  fitsNear: string;
  nearest: (count: number, amount: string, first: string, total: string) => string;
  waivedTitle: string;

  proposalHint: string;
  form: Record<"letter" | "message" | "phone", string>;
  formTitle: string;
  letter: (facts: LetterFacts) => string;
  message: (facts: LetterFacts) => string;
  phone: (facts: LetterFacts) => string[];
  listComma: string;
  partOf: (component: string, sum: string) => string;
  copy: string;
  copied: string;
  reminders: string;
  table: string;
  reminderOf: (amount: string) => string;
  calendarTitle: string;
}
