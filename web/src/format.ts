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

/** Keeps what was made of each key: Intl takes longer to make a format than to use it a hundred times. */
export function once<Key extends string[], Made>(make: (...key: Key) => Made): (...key: Key) => Made {
  const made = new Map<string, Made>();
  return (...key) => {
    const name = key.join();
    if (!made.has(name)) made.set(name, make(...key));
    return made.get(name)!;
  };
}

export const formatter = once((language: Language, currency: string): Format => {
  // English of the United Kingdom, for days before months.
  const locale = language === "en" ? "en-GB" : language;
  const format = once((places: string, style: "decimal" | "currency" | "percent") => new Intl.NumberFormat(locale, {
    currency,
    style,
    minimumFractionDigits: style === "percent" ? 0 : Number(places),
    maximumFractionDigits: style === "percent" ? 4 : Number(places),
  }));
  const number = (text: string, style: "decimal" | "currency" | "percent" = "decimal") => format(`${placesOf(text)}`, style).format(text as Decimal);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: language === "en" ? "medium" : "long", timeZone: "UTC" });
  return {
    money: (text) => number(text, "currency"),
    figure: (text) => number(text),
    share: (fraction) => number(fraction, "percent"),
    percent: (points) => `${number(points)}%`,
    day: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    dayOfTable: (date) => date,
  };
});

/** How many digits the currency has after the point, as Intl knows it. */
export const digitsOf = once((currency: string) => new Intl.NumberFormat("en", { style: "currency", currency: currency }).resolvedOptions().maximumFractionDigits ?? 2);

/** The currency's short sign: "¥". */
export const signOf = once((currency: string) => {
  const parts = new Intl.NumberFormat("en", { style: "currency", currency: currency, currencyDisplay: "narrowSymbol" }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
});

/** The currency's name in a language: "Chinese Yuan". */
export const nameOf = once((language: Language, currency: string) => new Intl.DisplayNames(language, { type: "currency" }).of(currency) ?? "");

const english = once((places: string) => new Intl.NumberFormat("en", { minimumFractionDigits: Number(places), maximumFractionDigits: Number(places) }));

/** An amount that was understood, with its separators, and at the currency's digits when it has fewer. */
export function grouped(strict: string, digits: number): string {
  return english(`${Math.max(placesOf(strict), digits)}`).format(strict as Decimal);
}

/** Whether a figure of the engine is nothing: "0.00". */
export const isZero = (text: string): boolean => /^[0.]*$/.test(text);
