// Every sentence of the records, in both languages. Figures come in formatted.

import type { EventKind, Frequency, OfferState, Party, ProblemCode, PromiseState, State } from "../../../../wasm/npm/types.ts";
import type { RefusalWords } from "../../service.ts";
import type { BoxName } from "../happening.ts";

export type Labelled = BoxName | "kind" | "by" | "date" | "currency" | "grace_days" | "missed_allowed" | "threshold" | "ladder";

/** What the boxes of this document can run into; anything else is told in general. */
export type RecordProblem = Extract<
  ProblemCode,
  | `event_${string}` | `offer_${string}` | `record_${string}` | `date_${string}` | "ladder_order" | "rounds_spent" | "level_unknown"
  | "approval_needed" | "waiver_beyond_ladder" | "nothing_lapsed" | "sum_too_large" | "frequency_missing" | "missing_key" | "wrong_type"
  | "number_grammar" | "number_length" | "number_precision" | "amount_precision" | "number_range" | "text_length" | "text_character" | "currency_unknown"
>;

export interface RecordWords extends RefusalWords {
  title: string;
  tagline: string;
  languages: string;
  colon: string;
  comma: string;
  optional: string;
  choose: string;
  privacy: string;
  desk: string;
  borrowersPage: string;
  report: string;
  connectTitle: string;
  connectText: string;
  key: string;
  connect: string;
  leave: string;
  listTitle: string;
  listEmpty: string;
  listed: (day: string, revision: string) => string;
  more: string;
  back: string;
  beginTitle: string;
  beginText: string;
  begin: string;
  brought: (count: number) => string;
  rulesTitle: string;
  ladderHint: string;
  number: string;
  revision: string;
  chain: string;
  export: string;
  exportHint: string;
  linkTitle: string;
  linkText: string;
  linkLast: string;
  linkMake: string;
  linkSquare: string;
  linkRevoke: string;
  linksSpent: string;
  offersTitle: string;
  offerBy: (number: string, party: string) => string;
  offerNumber: (number: string, sum: string) => string;
  offerOf: (number: string) => string;
  madeOn: (day: string) => string;
  needs: (level: string) => string;
  beyondPace: string;
  inAll: (sum: string) => string;
  payments: (count: number, amount: string, every: string) => string;
  every: (every: Frequency) => string;
  from: (day: string) => string;
  upFront: (sum: string, day: string) => string;
  waivedOf: (sum: string) => string;
  until: (day: string) => string;
  promisesTitle: string;
  inCurrency: (currency: string) => string;
  due: string;
  promised: string;
  paidOf: string;
  cameOf: string;
  credit: (sum: string) => string;
  storyTitle: string;
  happened: (day: string, party: string, kind: string, about: string) => string;
  approved: (level: string) => string;
  eventTitle: string;
  put: string;
  added: (kind: string) => string;
  nothingOpen: string;
  factsChangedHint: string;
  problemOther: string;
  nearest: (value: string) => string;
  label: Record<Labelled, string>;
  party: Record<Party, string>;
  kind: Record<EventKind, string>;
  state: Record<State, string>;
  offerState: Record<OfferState, string>;
  promiseState: Record<PromiseState, string>;
  problem: Record<RecordProblem, string>;
}
