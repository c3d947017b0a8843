// The axes that charts share: money upwards, days to the right.

import { scaleLinear, type ScaleLinear } from "d3-scale";
import { once } from "../format.ts";
import type { Language } from "../words/words.ts";

export const margin = { top: 14, right: 14, bottom: 28, left: 48 };

export type Scale = ScaleLinear<number, number>;

/** Money from zero, or from a loss below it, to at least top. */
export const upwards = (top: number, tall: number, bottom = 0): Scale => scaleLinear([Math.min(0, bottom), Math.max(1, top)], [tall - margin.bottom, margin.top]).nice(4);

const compact = once((language: Language) => new Intl.NumberFormat(language, { notation: "compact" }));
const monthOf = once((language: Language) => new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" }));
const yearOf = once((language: Language) => new Intl.DateTimeFormat(language, { year: "numeric", timeZone: "UTC" }));

export function MoneyAxis({ y, wide, language }: { y: Scale; wide: number; language: Language }) {
  const ticks = compact(language);
  return (
    <>
      {y.ticks(4).map((tick) => (
        <g key={tick} class="tick-line">
          <line x1={margin.left} x2={wide - margin.right} y1={y(tick)} y2={y(tick)} />
          <text x={margin.left - 8} y={y(tick)} dy="0.32em" text-anchor="end">{ticks.format(tick)}</text>
        </g>
      ))}
    </>
  );
}

export const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Both ends and the turns of the year between them, as far as there is room. */
export function DayAxis({ x, tall, wide, language }: { x: Scale; tall: number; wide: number; language: Language }) {
  const [from = 0, to = 0] = x.domain();
  const [month, year] = [monthOf(language), yearOf(language)];
  const date = (day: number) => new Date(day * 86_400_000);
  const room = (to - from) / Math.max(1, (wide - margin.left - margin.right) / 88); // days that one label needs
  const labels = [{ day: from, text: month.format(date(from)), anchor: "start" }];
  for (let turn = date(from).getUTCFullYear() + 1, past = from; ; turn++) {
    const day = Date.UTC(turn, 0, 1) / 86_400_000;
    if (day >= to - room) break;
    if (day < past + room) continue;
    labels.push({ day, text: year.format(date(day)), anchor: "middle" });
    past = day;
  }
  if (to - from >= 31) labels.push({ day: to, text: month.format(date(to)), anchor: "end" });
  return <>{labels.map(({ day, text, anchor }) => <text key={day} x={x(day)} y={tall - 8} text-anchor={anchor as "start"}>{text}</text>)}</>;
}
