// The kinds of text that boxes hold: how each is read into the request, and how
// what the request holds is shown. Characters move; nothing is computed.

import { grouped } from "../format.ts";
import { amountOf, countOf, percentOf, shift } from "../read.ts";
import type { Json } from "./tree.ts";

export interface Kind {
  /** The strict form of what was typed; undefined for an empty box. What is not understood stays as typed, and the engine says what it wanted. */
  read(typed: string): Json | undefined;
  show(value: Json): string;
  mode: "decimal" | "numeric" | "text";
}

const isPlain = (text: string) => /^\d+(?:\.\d+)?$/.test(text);
const textOf = (value: Json) => (typeof value === "string" ? value : typeof value === "number" ? `${value}` : "");
const filled = (read: (typed: string) => Json) => (typed: string) => (typed.trim() === "" ? undefined : read(typed));
const parts = (typed: string) => typed.split(/[,，、;；]/).map((part) => part.trim()).filter(Boolean);

/** What was understood of a number, for a reader: "12,000". */
export const shownAmount = (strict: string) => (isPlain(strict) ? grouped(strict, 0) : strict);

const amount: Kind = {
  read: filled(amountOf),
  show: (value) => shownAmount(textOf(value)),
  mode: "decimal",
};

const shownPercent = (value: Json) => {
  const text = textOf(value);
  if (!isPlain(text)) return text;
  const moved = shift(text, 2);
  return moved.includes(".") ? moved.replace(/\.?0+$/, "") : moved;
};

const percent: Kind = { read: filled(percentOf), show: shownPercent, mode: "decimal" };

const count: Kind = { read: filled(countOf), show: textOf, mode: "numeric" };

const text: Kind = { read: (typed) => (typed === "" ? undefined : typed), show: textOf, mode: "text" };

/** A plain number that no unit belongs to: the weight of an assumption. */
const number: Kind = { read: filled(amountOf), show: textOf, mode: "decimal" };

/** Names parted by commas. */
const names: Kind = {
  read: filled((typed) => parts(typed)),
  show: (value) => (Array.isArray(value) ? value.map(textOf).join(", ") : ""),
  mode: "text",
};

/** Yearly rates in percent, parted by commas. */
const rates: Kind = {
  read: filled((typed) => parts(typed).map((part) => ({ value: percentOf(part), per: "year" }))),
  show: (value) => (Array.isArray(value) ? value.map(shownRate).join(", ") : ""),
  mode: "text",
};

const shownRate = (rate: Json) => {
  if (typeof rate !== "object" || rate === null || Array.isArray(rate)) return "";
  const { value = "", per = "year" } = rate;
  return per === "year" ? shownPercent(value) : `${shownPercent(value)}/${textOf(per)}`;
};

/** One yearly rate in percent. */
const rate: Kind = {
  read: filled((typed) => ({ value: percentOf(typed), per: "year" })),
  show: shownRate,
  mode: "decimal",
};

export const kinds = { amount, percent, count, text, number, names, rates, rate };
