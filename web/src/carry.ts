// The form as text, to be kept on the device or carried by a link, and the way
// back. What is read back was perhaps written by a stranger: only names and
// choices that the form has are taken, and nothing is trusted that they say.

import { blank, currencies, type FieldName, type Fields } from "./fields.ts";

/** The longest text that one field may hold; what was pasted from a statement may be longer. */
const longest = 64;
const longestPasted = 50_000;
const pasted: readonly FieldName[] = ["history", "history_columns", "history_kinds"];

/** Fields that are chosen from a list. One that is new and not here does not compile. */
type Chosen = { [Name in FieldName as string extends Fields[Name] ? never : Name]: readonly Fields[Name][] };

const unit = ["percent", "amount"] as const;
const often = ["week", "2week", "4week", "month", "year"] as const;
const chosen: Chosen = {
  unit_principal: unit, unit_interest: unit, unit_penalty: unit, unit_compound: unit, unit_fees: unit, unit_costs: unit,
  unit_heard_waiver: unit,
  every_income_pay: often, every_income_other: often, every_out_home: often, every_out_food: often,
  every_out_travel: often, every_out_care: often, every_out_debts: often, every_out_other: often,
  owing: ["parts", "total", "history"],
  able: ["amount", "budget"],
  history_days: ["ymd", "dmy", "mdy"],
  currency: currencies,
  cn_card: ["yes", "no"],
  shape: ["level", "equal_principal", "lump_sum"],
  known: ["amount", "count"],
  rate_per: ["day", "month", "year"],
  final_payment: ["smaller", "closest", "larger"],
  breach: ["unknown", "reinstate_all", "reinstate_unearned", "nothing"],
  earned: ["on_signing", "on_completion", "pro_rata"],
};

// A form that never changes: what is as in it need not be written.
const base: Fields = blank("2000-01-01");
const names = Object.keys(base) as FieldName[];

/**
 * The form as text: JSON of what was filled in or changed. A statement names people
 * and accounts, so a text that is passed on leaves out what was pasted.
 */
export function written(fields: Fields, passedOn = false): string {
  const filled = names.filter((name) => fields[name] !== base[name] && !(passedOn && pasted.includes(name)));
  return JSON.stringify(Object.fromEntries(filled.map((name) => [name, tidy(fields[name])])));
}

/** The form that a text holds, or undefined when it is no form of ours. */
export function read(text: string): Fields | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const fields = Object.assign(Object.create(null), base) as Fields;
  for (const name of names) {
    if (!Object.hasOwn(value, name)) continue;
    const given = (value as Record<string, unknown>)[name];
    if (typeof given !== "string" || !fits(name, given)) return undefined;
    (fields as Record<FieldName, string>)[name] = tidy(given);
  }
  return fields;
}

function fits(name: FieldName, given: string): boolean {
  const list: readonly string[] | undefined = Object.hasOwn(chosen, name) ? chosen[name as keyof Chosen] : undefined;
  return list ? list.includes(given) : given.length <= (pasted.includes(name) ? longestPasted : longest);
}

// Signs that cannot be seen, such as those that turn the direction of a text, have
// no place in a figure. Lines and tabs part what was pasted.
const tidy = (text: string) => text.replace(/(?![\n\r\t])[\p{Cc}\p{Cf}]/gu, "");
