// Formats figures from their text. No figure passes through a JavaScript number:
// Intl reads the decimal text exactly.

import type { Language } from "./words/words.ts";

export interface Format {
  /** Money with its sign: "1249.69" is "CN¥1,249.69", or "¥1,249.69" where yuan are at home. */
  money(text: string): string;
  /** Money without a sign, for tables whose caption names the currency. */
  figure(text: string): string;
  /** A fraction of one as a percentage: "0.24" is "24%". */
  share(fraction: string): string;
  /** A number that already is a percentage: "9.69" is "9.69%". */
  percent(points: string): string;
  /** A day: "2026-12-20" is "20 Dec 2026". */
  day(date: string): string;
  /** A day in figures, for tables: "2026-12-20" is "2026-12-20" in both languages. */
  dayOfTable(date: string): string;
}

type Decimal = `${number}`;

const placesOf = (text: string) => text.split(".")[1]?.length ?? 0;

// To make one costs far more than to use it, and a page shows hundreds of figures.
const made = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, places: number, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const { style = "", currency = "", currencyDisplay = "" } = options;
  const key = [locale, places, style, currency, currencyDisplay].join();
  let format = made.get(key);
  if (!format) {
    const digits = style === "percent" ? { maximumFractionDigits: places } : { minimumFractionDigits: places, maximumFractionDigits: places };
    made.set(key, (format = new Intl.NumberFormat(locale, { ...digits, ...options })));
  }
  return format;
}

export function formatter(language: Language, currency: string): Format {
  // English of the United Kingdom, for days before months.
  const locale = language === "en" ? "en-GB" : language;
  const number = (text: string, options?: Intl.NumberFormatOptions) => numberFormat(locale, placesOf(text), options).format(text as Decimal);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: language === "en" ? "medium" : "long", timeZone: "UTC" });
  return {
    money: (text) => number(text, { style: "currency", currency }),
    figure: (text) => number(text),
    share: (fraction) => numberFormat(locale, 4, { style: "percent" }).format(fraction as Decimal),
    percent: (points) => `${number(points)}%`,
    day: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    dayOfTable: (date) => date,
  };
}

/** How many digits the currency has after the point, as Intl knows it. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** The currency's short sign: "¥". */
export function signOf(currency: string): string {
  const parts = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

/** An amount that was understood, with its separators, and at the currency's digits when it has fewer. */
export function grouped(strict: string, digits: number): string {
  const places = Math.max(placesOf(strict), digits);
  return numberFormat("en", places).format(strict as Decimal);
}

/** Whether a figure of the engine is nothing: "0.00". */
export const isZero = (text: string): boolean => /^[0.]*$/.test(text);
