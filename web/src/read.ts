// Reads numbers as people write and paste them, by moving characters only:
// nothing here computes with money.

/** A number as it was understood. */
export interface Reading {
  /** The strict form that the engine takes, or the typed text when it was not understood. */
  strict: string;
  /** False when the text is no number that we can read; the engine then says what is wrong. */
  understood: boolean;
}

const currencySigns = /^(?:CNY|RMB|人民币|CN¥|HK\$|US\$|[A-Z]{3}|[¥$€£₹])|(?:人民币|[元圆块]|[A-Z]{3}|[€£])$/giu;
const grouped = /^\d{1,4}(?:,\d{2,4})*,\d{3,4}(?:\.\d*)?$/;
const plain = /^-?(?:\d+\.?\d*|\.\d+)$/;
const chineseUnits: Record<string, number> = { 千: 3, 万: 4, 亿: 8 };

/**
 * Reads an amount: full-width digits, thousands separators, currency signs,
 * spaces, and 千, 万 or 亿 after the number are all welcome.
 * "１,２３４．５０ 元" is "1234.50" and "1.2万" is "12000".
 */
export function readAmount(typed: string): Reading {
  let text = typed.normalize("NFKC").replace(/[\s_'’]/gu, "").replace(/。/g, ".").replace(/、/g, ",");
  text = text.replace(currencySigns, "").replace(currencySigns, "").replace(/^\+/, "");
  const places = chineseUnits[text.slice(-1)];
  if (places !== undefined) text = text.slice(0, -1);
  if (grouped.test(text)) text = text.replaceAll(",", "");
  if (!plain.test(text)) return { strict: typed.trim(), understood: false };
  return { strict: shift(text, places ?? 0), understood: true };
}

/** Reads a percentage and returns the fraction of one: "1.5 %" is "0.015". */
export function readPercent(typed: string): Reading {
  const reading = readAmount(typed.normalize("NFKC").replace(/%\s*$/, ""));
  return reading.understood ? { strict: shift(reading.strict, -2), understood: true } : reading;
}

/** Reads a whole number, with a unit such as 期, 个月 or "months" after it. */
export function readCount(typed: string): Reading {
  const text = typed.normalize("NFKC").trim().replace(/\s*(?:个?月|期|months?|payments?)$/iu, "");
  return /^\d+$/.test(text) ? { strict: shift(text, 0), understood: true } : { strict: typed.trim(), understood: false };
}

export const filled = (text: string): boolean => text.trim() !== "";

/** An amount as it travels. Text that is none travels as it is, and the engine says what it wanted. */
export const amountOf = (text: string): string => readAmount(text).strict;

/** A percentage as it travels: a fraction of one. */
export const percentOf = (text: string): string => readPercent(text).strict;

/** A count as it travels: a JSON number, unless it is none or so long that it would lose digits as one. */
export function countOf(text: string): number {
  const { strict, understood } = readCount(text);
  return (understood && strict.length < 10 ? Number(strict) : strict) as number;
}

/** Moves the point of a plain number by some places, and drops zeros that say nothing before the point. */
export function shift(number: string, places: number): string {
  const sign = number.startsWith("-") ? "-" : "";
  const [whole = "", part = ""] = number.slice(sign.length).split(".");
  const before = places < 0 ? whole.padStart(-places + 1, "0") : whole;
  const digits = before + part.padEnd(places, "0");
  const point = before.length + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const right = digits.slice(point);
  // A point that was moved leaves zeros that nobody typed: "50" percent is "0.5", not "0.50".
  const shown = places < 0 ? right.replace(/0+$/, "") : right;
  return sign + (shown ? `${left}.${shown}` : left);
}
