// Every sentence of the page. A language that lacks one does not compile, and a
// figure reaches a sentence only as a slot, already formatted from its text.

import type { Component, Finding, Method } from "../../../wasm/npm/types.ts";
import type { FieldName, Shape } from "../fields.ts";
import type { ProblemCode } from "../problems.ts";
import type { BorrowerWords } from "./borrower.ts";
import type { ChartWords } from "./charts.ts";
import type { ToolWords } from "./tools.ts";

export type Language = "zh-CN" | "en";

/** What a finding compares, formatted. */
export interface Compared { value: string; limit: string }

/** The findings that the page tells in its own words; others are told in the engine's. */
export type Told = "charges_line" | "plan_rate_line" | "plan_months" | "disclosure" | "limitation";

/** Fields whose names are made of others, or that are choices with a title. */
type Nameless =
  | `${"owed" | "waive" | "unit" | "heard"}_${Component}`
  | `every_${string}`
  | `history_${string}`
  | "unit_heard_waiver"
  | "known"
  | "shape"
  | "owing"
  | "able";

export interface Words {
  /** An area of the page with files of its own: one for the type, one for each language. */
  borrower: BorrowerWords;
  charts: ChartWords;
  tools: ToolWords;

  title: string;
  tagline: string;
  otherLanguage: string;
  colon: string;
  skip: string;
  privacy: string;
  noAdvice: string;
  helpTitle: string;
  help: string;

  exampleTitle: string;
  exampleText: string;
  exampleClear: string;
  exampleShow: string;

  formTitle: string;
  owedTitle: string;
  owedHint: string;
  owed: string;
  waived: string;
  waivedUnit: (component: string) => string;
  component: Record<Component, string>;
  meaning: Record<Component, string>;
  meaningTitle: string;
  payTitle: string;
  shapeTitle: string;
  shape: Record<Shape, string>;
  shapeHint: Record<Shape, string>;
  knownTitle: string;
  knowAmount: string;
  knowCount: string;
  counts: (count: number) => string;
  moreTitle: string;
  moreHint: string;
  ratePer: Record<"day" | "month" | "year", string>;
  rateUnit: string;
  finalPayment: Record<"smaller" | "closest" | "larger", string>;
  breachTitle: string;
  breach: Record<"unknown" | "reinstate_all" | "reinstate_unearned" | "nothing", string>;
  earned: Record<"on_signing" | "on_completion" | "pro_rata", string>;
  field: Record<Exclude<FieldName, Nameless>, string>;
  owedField: (component: string) => string;
  waivedField: (component: string) => string;
  cardHint: string;
  readAs: (figure: string) => string;
  optional: string;

  resultTitle: string;
  loading: string;
  failedTitle: string;
  failedText: string;
  retry: string;
  emptyTitle: string;
  emptyText: string;
  needed: string;
  stale: string;

  perMonth: string;
  once: string;
  firstPayment: string;
  onDates: (count: number, last: string, date: string) => string;
  onDatesEqual: (count: number, date: string) => string;
  falling: (count: number, last: string, date: string) => string;
  onOneDate: (date: string) => string;
  afterDeposit: (deposit: string, date: string) => string;
  total: string;
  saved: string;
  costsMore: string;
  yearlyRate: string;
  method: Record<Method, string>;
  announce: (sentence: string, total: string) => string;
  announceProblems: (count: number) => string;
  sentence: (amount: string, count: number) => string;
  sentenceFalling: (amount: string, count: number) => string;
  sentenceOnce: (amount: string, date: string) => string;

  stepsTitle: string;
  stepOwed: string;
  stepWaived: string;
  stepDeposit: string;
  stepFinanced: string;
  stepInterest: string;
  stepPaid: string;
  stepPaidWithDeposit: string;

  findingsTitle: string;
  level: Record<Finding["level"], string>;
  finding: Record<Told, (level: Finding["level"], compared: Compared) => string>;
  confidence: Record<Finding["confidence"], string>;
  source: string;
  months: (count: string) => string;


  planTitle: string;
  planCaption: (currency: string) => string;
  number: string;
  date: string;
  pay: string;
  principal: string;
  interest: string;
  fees: string;
  balance: string;
  deposit: string;
  totals: string;
  showAll: (count: number) => string;

  breachResultTitle: string;
  breachResult: (owed: string, date: string, reinstated: string) => string;
  breachTable: string;
  breachMissed: string;
  breachOn: string;
  breachOwed: string;
  breachBack: string;
  breachAsk: string;

  print: string;
  madeWith: (engine: string, pack: string | undefined) => string;
  digest: string;

  problemsTitle: (count: number) => string;
  /** By the code of the engine; allowed is empty when it knows no value that would do. */
  problem: Record<ProblemCode, (allowed: string) => string>;
  problemOther: (allowed: string) => string;
  wholeForm: string;
  belowInterestTitle: string;
  belowInterest: (least: string) => string;
  belowInterestUnknown: string;
  useLeast: (least: string) => string;
}
