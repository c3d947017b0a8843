// The plan as reminders for a calendar, written by hand from the answer's texts,
// and the way in which files leave the page for the reader's disk.

import type { QuoteAnswer } from "../../wasm/npm/types.ts";
import type { Format } from "./format.ts";
import type { Words } from "./words/words.ts";

interface Due { due: string; amount: string; name: string }

/** Every sum that is paid, the deposit first. */
function dues({ plan }: QuoteAnswer, words: Words): Due[] {
  const rest = plan.instalments.map(({ n, due, amount }) => ({ due, amount, name: `${n}/${plan.count}` }));
  return plan.deposit ? [{ due: plan.deposit.due, amount: plan.deposit.amount!, name: words.deposit }, ...rest] : rest;
}

/**
 * Reminders as iCalendar: all-day events, so that no time zone moves them. The
 * UID is that of a payment of this debt and changed is a rising number, so that
 * another plan for it replaces the reminders. An alarm comes the day before.
 */
export function calendar(answer: QuoteAnswer, words: Words, { money }: Format, changed: number): string {
  const stamp = new Date(changed * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
  const events = dues(answer, words).flatMap(({ due, amount, name }, at) => [
    "BEGIN:VEVENT",
    `UID:${at}-${answer.claim_total}-${answer.currency}@parley.invalid`,
    `SEQUENCE:${changed}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${due.replaceAll("-", "")}`,
    `SUMMARY:${escaped(`${words.borrower.reminderOf(money(amount))} (${name})`)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(words.borrower.reminderOf(money(amount)))}`, "TRIGGER:-P1D", "END:VALARM",
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parley//Parley//EN", `X-WR-CALNAME:${escaped(words.borrower.calendarTitle)}`, ...events, "END:VCALENDAR"];
  return lines.map(fold).join("\r\n") + "\r\n";
}

const escaped = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`);

// A line is folded at 75 octets, and never within a character.
function fold(line: string): string {
  const encoder = new TextEncoder();
  let octets = 0;
  let folded = "";
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/** What Excel needs to read UTF-8. */
export const byteOrderMark = "\uFEFF";

/** Hands a file that was made on the page to the browser to save. Nothing is sent. */
export function save(name: string, type: string, content: BlobPart) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // Safari reads it a while later
}
