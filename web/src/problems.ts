// The codes that the page has a sentence for, and how a problem finds its field.

import type { Problem } from "../../wasm/npm/types.ts";
import { components, type FieldName, type Fields } from "./fields.ts";
import type { Format } from "./format.ts";
import { shift } from "./read.ts";
import { dealFieldOf } from "./negotiation.ts";
import type { Words } from "./words/words.ts";

/** What no form can run into: the page writes the JSON, and its words come from lists. */
type NeverHere =
  | `cost_${string}`
  | `entry_${string}`
  | `event_${string}`
  | `flow_${string}`
  | `json_${string}`
  | `offer_${string}`
  | `record_${string}`
  | `rule_${string}`
  | `text_${string}`
  | `too_${"many" | "few"}_items`
  | "band_empty"
  | "budget_fields"
  | "approval_needed"
  | "cap_empty"
  | "component_twice"
  | "currency_unknown"
  | "document_size"
  | "frequency_missing"
  | "ladder_order"
  | "pace_order"
  | "lender_figure_missing"
  | "level_unknown"
  | "month_first_day"
  | "matter_unknown"
  | "moment_invalid"
  | "moratorium_too_long"
  | "name_twice"
  | "not_one_of"
  | "nothing_lapsed"
  | "null_value"
  | "operation_unknown"
  | "pause_overlap"
  | "payments_too_small"
  | "rate_ambiguous"
  | "rate_none"
  | "rate_too_high"
  | "rounds_spent"
  | "scenario_fields"
  | "series_unknown"
  | "space_too_large"
  | "starts_too_many"
  | "terms_fields"
  | "too_many_lines"
  | "waiver_beyond_ladder"
  | "waiver_deadline"
  | "waiver_share_or_amount"
  | "waiver_total_too_large"
  | "zone_offset";

/** What a form can run into. A code that the engine gains needs a sentence in every language, or a place above. */
export type ProblemCode = Exclude<Problem["code"], NeverHere>;

/** A problem with the field that it speaks of, in the page's language. */
export interface Trouble {
  field: FieldName | undefined;
  code: string;
  /** A value that would be accepted, formatted; empty when the engine knows none. */
  allowed: string;
  /** The same as the engine wrote it. */
  strictAllowed: string;
  sentence: string;
}

export function trouble(problem: Problem, fields: Fields, words: Words, format: Format): Trouble {
  const field = dealFieldOf(problem.pointer, fields);
  const strictAllowed = problem.allowed ?? "";
  const allowed = shown(strictAllowed, field, fields, format);
  const say = Object.hasOwn(words.problem, problem.code) ? words.problem[problem.code as ProblemCode] : words.problemOther;
  return { field, code: problem.code, allowed, strictAllowed, sentence: say(allowed) };
}

const percents: FieldName[] = ["rate", "heard_rate", "heard_deposit", ...components.map((name) => `heard_${name}` as const)];

// A share is typed as a percentage, so what is allowed is shown as one. The
// engine may list several words; those are its own, and are left out.
function shown(allowed: string, field: FieldName | undefined, fields: Fields, format: Format): string {
  if (/^\d{4}-\d\d-\d\d$/.test(allowed)) return format.day(allowed);
  if (!field || !/^\d+(?:\.\d+)?$/.test(allowed)) return "";
  const part = /^waive_(\w+)$/.exec(field)?.[1];
  if (percents.includes(field) || (part && fields[`unit_${part}` as "unit_fees"] === "percent")) return `${shift(allowed, 2)}%`;
  return format.figure(allowed);
}
