// A plan as a table for a spreadsheet, with the columns of the page.

import type { QuoteAnswer } from "../../../wasm/npm/types.ts";
import { digitsOf, isZero } from "../format.ts";
import type { Cell, Sheet } from "./sheet.ts";
import type { Words } from "../words/words.ts";

export function sheetOf({ plan, currency }: QuoteAnswer, words: Words): Sheet {
  const { deposit, totals } = plan;
  const fees = plan.instalments.some((each) => !isZero(each.fees));
  const amount = (text: string): Cell => ({ amount: text });
  const feesCell = (cell: Cell): Cell[] => (fees ? [cell] : []);
  const money = [words.pay, words.principal, words.interest, ...(fees ? [words.fees] : []), words.balance];
  const rows: Cell[][] = plan.instalments.map((each) => [
    { text: `${each.n}` }, { day: each.due }, amount(each.amount), amount(each.principal), amount(each.interest), ...feesCell(amount(each.fees)), amount(each.balance),
  ]);
  if (deposit) rows.unshift([{ text: words.deposit }, { day: deposit.due }, amount(deposit.amount!), undefined, undefined, ...feesCell(undefined), amount(plan.financed)]);
  rows.push([{ text: words.totals }, undefined, amount(totals.paid), undefined, amount(totals.interest), ...feesCell(totals.fees ? amount(totals.fees) : undefined), undefined]);
  return { heads: [words.number, words.date, ...money.map((name) => `${name} (${currency})`)], rows, digits: digitsOf(currency) };
}
