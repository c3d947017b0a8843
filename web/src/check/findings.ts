// What a finding says beside those that every document knows: its figures by their
// kind, its parts of the debt by their names.

import type { Finding, FindingCode } from "../../../wasm/npm/types.ts";
import type { Format } from "../format.ts";
import { say as sayPage } from "../say.ts";
import type { Told } from "../words/words.ts";
import { say } from "./state.ts";

/** The codes that only this document tells; contacts are told where they are recorded. One that the engine gains needs a sentence here. */
export type FoundHere = Exclude<FindingCode, Told | `contact_${string}`>;

/** A finding as a sentence with its figures. */
export function toldHere({ code, level, value, limit }: Finding, format: Format): string {
  const words = say.value;
  if (!Object.hasOwn(words.finding, code)) return words.findingOther;
  const { money, share, day } = format;
  const plain = (text: string) => text;
  const shown = {
    rate_cap: share, contract_rate: share, late_fee_share: share, penalty_factor: plain,
    late_fee_limit: money, late_fee_amount: money, late_fee_total: money, cost_per_day: money, cost_total: money,
    interest_base: partsOf, allocation_order: partsOf, calendar_coverage: day,
  }[code as FoundHere];
  return words.finding[code as FoundHere][level === "pass" ? "pass" : "review"](shown(value), shown(limit));
}

/** A list of parts of the debt; parts with a space between them stand in one place. */
function partsOf(list: string): string {
  const { component } = sayPage.value;
  const named = (name: string) => (Object.hasOwn(component, name) ? component[name as keyof typeof component] : name);
  return list.split(", ").map((alike) => alike.split(" ").map(named).join("/")).join(say.value.apart);
}
