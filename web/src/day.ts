// Days and frequencies as the engine writes them.

import type { Frequency } from "../../wasm/npm/types.ts";

/** The day some months and days after a date; a short month gives its last day. */
export function later(date: string, months: number, days: number): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last) + days)).toISOString().slice(0, 10);
}

/** Today where the reader is. The page reads the clock; the engine never does. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The time zone of the reader's device. */
export const zone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The last day, in a zone, of what ends at an instant. */
export function lastDayOf(ends: string, zone: string): string {
  const last = Date.parse(ends) - 1;
  try {
    return new Intl.DateTimeFormat("sv", { timeZone: zone }).format(last); // Swedish writes days as the engine does
  } catch {
    return new Date(last).toISOString().slice(0, 10); // a zone that the browser does not know
  }
}

/** How often, by the names in a list to choose from. */
export const often = { month: { unit: "month", n: 1 }, two_weeks: { unit: "week", n: 2 }, week: { unit: "week", n: 1 } } as const satisfies Record<string, Frequency>;
