// What the document says in which a demand or an offer is checked.

import type { Facts, Line } from "../check/facts.ts";
import type { FoundHere } from "../check/findings.ts";

type Box = Exclude<{ [Name in keyof Facts]: Facts[Name] extends string ? Name : never }[keyof Facts], "schedule" | "pack" | "currency" | "rate_per" | "penalty_per">;
type Column = "amount" | "principal" | "interest" | "fees" | "balance";
type Named = "day_count" | "end_rule" | "compounds" | "rounding" | "round_each" | "penalty_base";

export interface CheckWords {
  tagline: string;
  title: string;
  text: string;
  example: string;
  resultTitle: string;

  demandTitle: string;
  demandHint: string;
  pack: string;
  noPack: string;
  fact: Record<Box, string>;
  lines: string;
  line: (n: number) => string;
  what: string;
  amount: string;
  kind: Record<Line["kind"], string>;
  addLine: string;
  removeLine: (n: number) => string;

  offerTitle: string;
  signedOffer: string;
  schedule: string;
  scheduleHint: string;
  readRows: (count: number) => string;
  unread: (lines: string) => string;
  column: Record<Column, string>;

  /** Where in the entries a problem lies, from its JSON pointer. */
  place: (pointer: string) => string;
  demandResult: string;
  demandNeeds: string;
  byFacts: (total: string) => string;
  matching: (total: string) => string;
  matchingNote: string;
  noMatch: (tried: number) => string;
  nearest: (total: string, difference: string) => string;
  noMatchNote: string;
  cutShort: string;
  asEntered: string;
  apart: string;
  way: Record<Named, Record<string, string>>;
  graceDays: (days: number) => string;

  /** Findings on an account, which the plan's document does not have. */
  finding: Record<FoundHere, Record<"pass" | "review", (value: string, limit: string) => string>>;
  findingOther: string;

  offerResult: string;
  level: Record<"pass" | "review", string>;
  toAsk: (count: number) => string;
  addsUp: string;
  reproduced: (convention: string) => string;

  callerTitle: string;
  callerText: string;
  callerNoPack: string;
  callerAll: string;
  callerAsk: string;
  hours: (from: string, to: string) => string;
  avoids: string;
  /** The words that packs use for what a caller makes known and keeps from. */
  item: Record<string, string>;
  routesTitle: string;
  routes: string;
}
