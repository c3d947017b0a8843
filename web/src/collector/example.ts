// The example that the desk opens with: a card of 32,202.70 yuan, 142 days overdue.

import type { Language } from "../words/words.ts";
import type { Tree } from "./tree.ts";

/** What the creditor calls its tiers and levels is its own text, so the example's is in the reader's language. */
const names = {
  en: { month: "settle within a month", years: "three years", collector: "collector", lead: "team lead" },
  "zh-CN": { month: "一个月内结清", years: "三年分期", collector: "催收员", lead: "组长" },
};

export const exampleIn = (language: Language): Tree => ({
  as_of: "2026-11-24",
  currency: "CNY",
  pack: "cn-card",
  claim: {
    components: { principal: "30000.00", interest: "1642.50", penalty: "410.20", fees: "150.00" },
    oldest_due: "2026-07-05",
  },
  budget: { per_period: "1200.00", deposit: "2000.00", earliest: "2026-12-10", latest_finish: "2029-12-31", payday: 10 },
  mandate: {
    tiers: [
      {
        name: names[language].month,
        when: { days_overdue: { from: 90 }, balance: { to: "50000.00" } },
        finish_within_days: 31,
        max_count: 1,
        ceilings: { interest: "0.8", penalty: "1", fees: "1" },
        max_waiver: "3000.00",
        level: names[language].collector,
      },
      {
        name: names[language].years,
        when: { days_overdue: { from: 30 } },
        finish_within_days: 1100,
        max_count: 36,
        ceilings: { interest: "0.3", penalty: "1" },
        level: names[language].lead,
      },
    ],
    frequencies: [{ unit: "month", n: 1 }],
    rates: [{ value: "0", per: "year" }],
    min_payment: "200.00",
    latest_first_due_days: 45,
    discount_rate: { value: "0.08", per: "year" },
    npv_floor: "0.70",
    recovery_floor: "0.75",
    hazard: { per_month: "0.02", burden_weight: "6", burden_mid: "0.5" },
    no_deal: { value: "9000.00" },
    levels: [names[language].collector, names[language].lead],
  },
  waiver_terms: { earned: "on_completion", on_breach: "reinstate_all", grace_days: 3, missed_allowed: 1 },
});
