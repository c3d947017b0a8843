import { grouped } from "./format.ts";
import { readAmount } from "./read.ts";

/** An amount as it was understood, where that differs from what was typed; else nothing. */
export function understoodAs(typed: string, digits: number): string {
  const { strict, understood } = readAmount(typed);
  if (!understood) return "";
  const shown = grouped(strict, digits);
  return [strict, shown, grouped(strict, 0)].includes(typed.trim()) ? "" : shown;
}
