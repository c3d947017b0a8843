// The engine's problems in the desk's words.

import type { Problem, ProblemCode } from "../../../wasm/npm/types.ts";
import { language } from "../language.ts";
import { format, say } from "./state.ts";

/** What belongs to operations that the desk does not ask. */
type NeverHere =
  | `cost_${string}`
  | `event_${string}`
  | `flow_${string}`
  | `offer_${string}`
  | `record_${string}`
  | "approval_needed"
  | "ladder_order"
  | "lender_figure_missing"
  | "matter_unknown"
  | "moment_invalid"
  | "moratorium_too_long"
  | "nothing_lapsed"
  | "operation_unknown"
  | "pace_order"
  | "payments_too_small"
  | "rate_ambiguous"
  | "rate_none"
  | "rounds_spent"
  | "scenario_fields"
  | "waiver_beyond_ladder"
  | "waiver_total_too_large"
  | "zone_offset";

/** A code that the engine gains needs a sentence in every language, or a place above. */
export type DeskProblem = Exclude<ProblemCode, NeverHere>;

/** The problem as a sentence, with a value that would do where the engine knows one. */
export function toldProblem({ code, pointer, detail, allowed }: Problem): string {
  const words = say.value;
  const sentence = Object.hasOwn(words.problem, code) ? words.problem[code as DeskProblem] : language.value === "en" ? `${detail}.` : words.problemOther;
  const value = shown(allowed ?? "", pointer);
  return value ? `${sentence}${words.nearest(value)}` : sentence;
}

/** Places of shares, which are typed and shown in percent. */
const share = /\/(?:ceilings\/\w+|\w+_floor|min_deposit|(?:\w+_)?rates?(?:\/\d+)?\/value|per_month|recovered)$/;

// Lists of words are the engine's own, and a form offers them anyway.
function shown(allowed: string, pointer: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(allowed)) return format.value.day(allowed);
  if (!/^\d+(?:\.\d+)?$/.test(allowed)) return "";
  return share.test(pointer) ? format.value.share(allowed) : format.value.figure(allowed);
}
