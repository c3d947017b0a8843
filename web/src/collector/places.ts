// A place of a request by the name that the desk has for it: a problem says where
// it is in the reader's words, also where no box holds the place.

import { say } from "./state.ts";
import type { DeskWords } from "./words/words.ts";

/** The name of what a JSON pointer speaks of, with the tier, the row or the rule that it is in; undefined where the desk has no name. */
export function nameOfPlace(pointer: string): string | undefined {
  const words = say.value;
  const keys = pointer.replace(/^#?\/?/, "").split("/");
  if (pointer === "#" || pointer === "") return words.whole;
  const numbered = { tiers: words.tierName, entries: words.entryName, rules: words.ruleName };
  const group = keys.findIndex((key, n) => Object.hasOwn(numbered, key) && /^\d+$/.test(keys[n + 1] ?? ""));
  const within = group < 0 ? [] : [numbered[keys[group] as "tiers"](`${Number(keys[group + 1]) + 1}`)];
  const names: Record<string, string> = { ...named(words), ...(keys[0] === "proposal" && { deposit: words.deposit }) };
  const last = keys.slice(group < 0 ? 0 : group + 2).findLast((key) => Object.hasOwn(names, key));
  const told = [...within, ...(last ? [names[last]!] : [])].join(words.colon);
  return told || undefined;
}

/** Names by the key; the desk calls a thing the same wherever it stands. */
function named(words: DeskWords): Record<string, string> {
  return {
    ...words.component, ...words.constraint,
    as_of: words.asOf, currency: words.currency, pack: words.pack, oldest_due: words.oldestDue, segment: words.segment, hardship: words.hardship,
    claim: words.owedTitle, budget: words.budgetTitle, mandate: words.view.mandate, proposal: words.view.proposal, payday: words.payday,
    recovery_floor: words.recoveryFloor, npv_floor: words.npvFloor, discount_rate: words.discountRate, latest_first_due_days: words.firstWithin,
    rates: words.planRates, levels: words.levels, frequencies: words.frequencies, no_deal: words.noDeal, per_month: words.breakRate,
    burden_mid: words.burdenMid, burden_weight: words.burdenWeight, recovered: words.recovered, hazard: words.assumptionsTitle,
    name: words.name, level: words.level, days_overdue: words.whenTitle, balance: words.whenTitle, segments: words.segments,
    finish_within_days: words.finishWithin, ceilings: words.ceilingsTitle, amount: words.eachPayment, count: words.number, every: words.howOften,
    first_due: words.firstDue, waived: words.waivedInAll, rate: words.rateAYear,
  };
}
