// The parts of the desk's words that have files of their own.

import type { ConstraintName, Given, Issue, Label, Party, Per, Route } from "../../../../wasm/npm/types.ts";
import type { RefusalCode } from "../accounts.ts";
import type { DeskProblem } from "../problems.ts";

/** The items of packs that the sheet's checklist names. */
export type Item =
  | "institution" | "purpose" | "identity_checked_before_details" | "calls_recorded" | "two_people_on_visits" | "agency_not_as_bank"
  | "identity_documents" | "visits_recorded" | "staff_number"
  | "purchaser" | "servicer" | "certified_agents" | "notice_before_agent"
  | "creditor" | "total" | "fees" | "consequences" | "annualised_rate" | "all_in_cost_statement" | "validation_notice"
  | "payoff_in_36_months" | "key_facts_statement"
  | "free_debt_advice" | "debt_advice";

/** Why things are not as they should be. */
export interface Reasons {
  problem: Record<DeskProblem, string>;
  refusal: Record<RefusalCode, string>;
  item: Record<Item, string>;
}

/** What is said of offers, of a gap between the sides, and of a proposal. */
export interface OfferWords {
  constraint: Record<ConstraintName, string>;
  ceilingOf: (component: string) => string;
  limitEvery: (limit: string, every: string) => string;
  limitOfTier: (limit: string, tier: string) => string;
  dayOfMonth: (day: string) => string;
  ratePer: Record<Per, string>;
  counts: (count: string) => string;
  owner: Record<Party, string>;
  label: Record<Label, string>;
  putOnRecord: string;
  order: string;
  onlyOne: string;
  total: string;
  deposit: string;
  onDay: (sum: string, day: string) => string;
  instalments: string;
  payments: (count: number, amount: string) => string;
  paymentsAndLast: (count: number, amount: string, last: string) => string;
  firstAndLast: string;
  fromTo: (first: string, last: string) => string;
  waived: string;
  planInterest: string;
  yearlyRate: string;
  toCreditor: string;
  npv: string;
  expected: string;
  recovery: string;
  authority: string;
  anyLevel: string;
  tier: string;
  bindingTitle: string;
  pricesTitle: string;
  given: Record<Given, (sum: string) => string>;
  price: (given: string, effects: string) => string;
  worthLess: (sum: string) => string;
  worthMore: (sum: string) => string;
  paidLess: (sum: string) => string;
  paidMore: (sum: string) => string;
  lighter: (sum: string) => string;
  heavier: (sum: string) => string;
  noEffect: string;
  prepareSheet: string;
  inFullTitle: string;
  inFullText: (total: string, day: string) => string;
  noneTitle: string;
  noneText: string;
  upFront: (sum: string) => string;
  until: (day: string) => string;
  inAll: (sum: string) => string;
  waivedOf: (sum: string) => string;
  eachPayment: string;
  number: string;
  noneFair: string;
  kindTitle: string;
  kindUnlike: string;
  kindAlike: string;
  worthAlike: (least: string, tolerance: string) => string;
  noneAlike: string;

  noTermsTitle: string;
  noTermsText: string;
  unmet: (tier: string, asks: string) => string;
  longest: (count: string, every: string) => string;
  countMost: (count: string) => string;

  movesTitle: string;
  movesHint: string;
  change: (limit: string, now: string, needed: string) => string;
  thenOpen: (plan: string) => string;
  needsApproval: string;
  togetherTitle: string;
  tradesTitle: string;
  tradesHint: string;
  tradeOf: (borrower: string, creditor: string) => string;
  whoMoves: string;
  today: string;
  borrowerAlone: string;
  creditorAlone: string;
  equalShare: string;
  curveTitle: (count: number) => string;
  conflictTitle: string;
  lawStands: string;
  noMoveTitle: (count: number) => string;
  wall: string;
  routesTitle: string;
  route: Record<Route, string>;
  adviceTitle: string;

  proposalHint: string;
  firstDue: string;
  howOften: string;
  waivedInAll: string;
  rateAYear: string;
  proposalEmpty: string;
  proposalEmptyText: string;
  accepted: string;
  notAccepted: string;
  proposalRead: (plan: string) => string;
  broken: (owner: string, limit: string, figure: string, allowed: string) => string;
  nearestTitle: string;
  changes: (issues: string) => string;
  issue: Record<Issue, string>;
}

