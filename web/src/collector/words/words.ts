// Every sentence of the desk. A language that lacks one does not compile, and a
// figure reaches a sentence only as a slot, already formatted from its text.

import type { Component, Earned, Finding, Frequency, OnBreach, PackID, RemarkCode, Status } from "../../../../wasm/npm/types.ts";
import type { View } from "../state.ts";
import type { OfferWords, Reasons } from "./parts.ts";

export const packs = [
  "cn-card", "cn-loan", "cn-private", "us-card", "us-debt", "uk-consumer", "uk-hcst", "eu-consumer", "de-consumer", "in-loan", "in-card",
] as const satisfies readonly PackID[];

export type SheetField = "creditor" | "collector" | "reference" | "contact" | "verify" | "complaints" | "advice" | "deadline";

/** What a remark of lint speaks of, formatted; what it does not speak of is empty. */
export interface Remarked { tier: string; other: string; when: string; component: string; day: string; sum: string; less: boolean }

/** What a quote finds. */
export type FoundByQuote = "charges_line" | "plan_rate_line" | "plan_months" | "disclosure" | "limitation";

export interface DeskWords extends Reasons, OfferWords {
  title: string;
  tagline: string;
  languages: string;
  skip: string;
  jobs: string;
  view: Record<View, string>;
  lead: Record<View, string>;
  privacy: string;
  noVerdict: string;
  borrowersPage: string;
  colon: string;
  comma: string;
  semicolon: string;
  stop: string;
  optional: string;
  readAs: (figure: string) => string;
  loading: string;
  failedTitle: string;
  failedText: string;
  retry: string;
  problemsTitle: (count: number) => string;
  problemOther: string;
  nearest: (value: string) => string;
  whole: string;
  line: (number: string) => string;

  exampleTitle: string;
  exampleText: string;
  exampleClear: string;
  importTitle: string;
  importHint: string;
  paste: string;
  takeOver: string;
  chooseFile: string;
  columnsTitle: string;
  columnsText: string;
  taken: string;
  takenHistory: (total: string) => string;
  moreRows: string;
  unused: (keys: string) => string;
  owedTitle: string;
  asOf: string;
  currency: string;
  pack: string;
  packNone: string;
  packs: Record<PackID, string>;
  component: Record<Component, string>;
  oldestDue: string;
  segment: string;
  hardship: string;
  budgetTitle: string;
  budgetHint: string;
  aMonth: string;
  payday: string;
  flows: (count: number) => string;
  otherPeriod: string;
  emptyTitle: string;
  emptyText: string;

  status: Record<Status, string>;
  statusText: Record<Exclude<Status, "agreement_possible">, string>;
  standing: (offers: number, zone: string) => string;
  seeOffers: string;
  seeMoves: string;

  editAs: string;
  editForm: string;
  editText: string;
  mandateText: string;
  mandateTextHint: string;
  noJson: string;
  limitsTitle: string;
  limitsHint: string;
  recoveryFloor: string;
  npvFloor: string;
  ofClaim: string;
  discountRate: string;
  percentAYear: string;
  firstWithin: string;
  days: string;
  planRates: string;
  levels: string;
  frequencies: string;
  every: (frequency: Frequency) => string;
  addTier: string;
  tierName: (number: string) => string;
  removeTier: (name: string) => string;
  moveUp: (name: string) => string;
  name: string;
  level: string;
  whenTitle: string;
  overdueFrom: string;
  overdueTo: string;
  balanceFrom: string;
  balanceTo: string;
  segments: string;
  planTitle: string;
  finishWithin: string;
  ceilingsTitle: string;
  assumptionsTitle: string;
  assumptionsHint: string;
  noDeal: string;
  breakRate: string;
  burdenMid: string;
  burdenWeight: string;
  recovered: string;
  remarksTitle: (count: number) => string;
  remarksHint: string;
  remark: Record<RemarkCode, (remarked: Remarked) => string>;
  accounts: (bands: string[]) => string;
  overdueBand: (from: string, to: string) => string;
  balanceBand: (from: string, to: string) => string;
  segmentBand: (names: string) => string;
  hardshipBand: (hardship: boolean) => string;

  whichOffer: string;
  choose: string;
  ofProposal: string;
  noOfferChosen: string;
  whoTitle: string;
  sheetField: Record<SheetField, string>;
  breachTitle: string;
  earnedTitle: string;
  earned: Record<Exclude<Earned, "stepped">, string>;
  onBreachTitle: string;
  onBreach: Record<OnBreach, string>;
  graceDays: string;
  missedAllowed: string;
  notSaid: string;
  missingTitle: (count: number) => string;
  nothingMissing: string;
  secondOffer: string;
  findingsTitle: string;
  findingLevel: Record<Finding["level"], string>;
  finding: Record<FoundByQuote, (compared: { value: string; limit: string }) => string>;
  rulesTitle: string;
  identityTitle: string;
  disclosureTitle: string;
  source: string;
  printSheet: string;
  paperTitle: string;
  paperAsOf: (day: string) => string;
  partsTitle: string;
  amountsIn: (currency: string) => string;
  part: string;
  owed: string;
  sum: string;
  youPay: string;
  inAllWords: string;
  depositBy: (sum: string, day: string) => string;
  thenPay: (payments: string, dates: string) => string;
  interestIncluded: (sum: string, rate: string) => string;
  openUntil: (day: string) => string;
  ifMissedTitle: string;
  ifMissedTerms: (grace: string, missed: string) => string;
  ifMissed: (n: string, day: string, owed: string, back: string) => string;
  otherWays: string;
  noneFits: string;
  scheduleTitle: string;
  no: string;
  dueDay: string;
  pay: string;
  stillOwed: string;
  yourWays: string;
  askAndDispute: string;
  madeWith: (engine: string, pack: string) => string;

  fileTitle: string;
  fileText: string;
  template: string;
  stopJob: string;
  fileRefused: (name: string) => string;
  jobState: Record<"running" | "done" | "stopped", string>;
  rowsDone: (count: number) => string;
  rowsFailed: string;
  saveCsv: string;
  saveNdjson: string;
  troublesTitle: (count: number) => string;
  moreTroubles: string;
  engineDied: string;
}
