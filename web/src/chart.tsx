// The balance over time: a step line in SVG, a cursor for pointer, finger and
// arrow keys, and the same figures as a table. Positions are pixels; the figures
// that are shown are the engine's texts.

import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { useEffect, useRef, useState } from "preact/hooks";
import { format, language, say, type Quoted } from "./state.ts";

interface Point { date: string; balance: string; day: number; height: number }

const tall = 250;
const margin = { top: 14, right: 14, bottom: 28, left: 48 };

export function BalanceChart({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { money, day } = format.value;
  const points = pointsOf(quoted);
  const [at, setAt] = useState(0);
  const figure = useRef<HTMLDivElement>(null);
  const wide = useWidth(figure);
  const chosen = Math.min(at, points.length - 1);
  const point = points[chosen]!;
  const first = points[0]!;
  const last = points[points.length - 1]!;
  return (
    <figure class="chart" aria-labelledby="chart-title" aria-describedby="chart-summary">
      <figcaption>
        <h3 id="chart-title">{words.chartTitle}</h3>
        <p id="chart-summary" class="hint">{words.chartSummary(money(first.balance), day(first.date), day(last.date))}</p>
      </figcaption>
      <div ref={figure} class="plot">
        <Plot points={points} chosen={chosen} wide={wide} choose={setAt} />
      </div>
      <div class="cursor">
        <input
          id="cursor"
          type="range"
          min="0"
          max={points.length - 1}
          step="1"
          value={chosen}
          aria-label={words.chartCursor}
          aria-valuetext={words.chartAt(day(point.date), money(point.balance))}
          onInput={(event) => setAt(Number(event.currentTarget.value))}
        />
        <output for="cursor">{words.chartAt(day(point.date), money(point.balance))}</output>
      </div>
      <details>
        <summary>{words.chartTable}</summary>
        <table>
          <caption class="unseen">{words.chartTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{words.date}</th>
              <th scope="col" class="number">{words.balance}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ date, balance }, n) => (
              <tr key={n}>
                <th scope="row">{day(date)}</th>
                <td class="number">{money(balance)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function Plot({ points, chosen, wide, choose }: { points: Point[]; chosen: number; wide: number; choose: (at: number) => void }) {
  const days = points.map(({ day }) => day);
  const from = days[0]!;
  const to = Math.max(days[days.length - 1]!, from + 1);
  const x = scaleLinear([from, to], [margin.left, wide - margin.right]);
  const top = Math.max(1, ...points.map(({ height }) => height));
  const y = scaleLinear([0, top], [tall - margin.bottom, margin.top]).nice(4);
  const across = (point: Point) => x(point.day);
  const up = (point: Point) => y(point.height);
  const path = line<Point>().x(across).y(up).curve(curveStepAfter)(points) ?? "";
  const under = area<Point>().x(across).y0(y(0)).y1(up).curve(curveStepAfter)(points) ?? "";
  const point = points[chosen]!;
  const ticks = new Intl.NumberFormat(language.value, { notation: "compact" });
  const nearest = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const sought = x.invert(event.clientX - box.left);
    choose(days.reduce((best, each, n) => (Math.abs(each - sought) < Math.abs(days[best]! - sought) ? n : best), 0));
  };
  return (
    <svg width={wide} height={tall} viewBox={`0 0 ${wide} ${tall}`} aria-hidden="true" focusable="false" onPointerMove={nearest} onPointerDown={nearest}>
      {y.ticks(4).map((tick) => (
        <g key={tick} class="tick-line">
          <line x1={margin.left} x2={wide - margin.right} y1={y(tick)} y2={y(tick)} />
          <text x={margin.left - 8} y={y(tick)} dy="0.32em" text-anchor="end">{ticks.format(tick)}</text>
        </g>
      ))}
      {monthTicks(from, to, wide).map(({ day, text, anchor }) => (
        <text key={day} class="tick-date" x={x(day)} y={tall - 8} text-anchor={anchor}>{text}</text>
      ))}
      <path class="under" d={under} />
      <path class="line" d={path} />
      <line class="at" x1={across(point)} x2={across(point)} y1={margin.top} y2={y(0)} />
      <circle class="at" cx={across(point)} cy={up(point)} r="5" />
    </svg>
  );
}

const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

// The line starts when the deposit is paid, or on the day of the question, at
// what the plan finances; each instalment is a step down.
function pointsOf({ answer }: Quoted): Point[] {
  const start = answer.plan.deposit?.due ?? answer.as_of;
  const steps = answer.plan.instalments.map(({ due, balance }) => ({ date: due, balance }));
  return [{ date: start, balance: answer.plan.financed }, ...steps].map(({ date, balance }) => ({
    date,
    balance,
    day: dayNumber(date),
    height: Number(balance),
  }));
}

// Both ends and the turns of the year between them, as far as there is room.
function monthTicks(from: number, to: number, wide: number) {
  const month = new Intl.DateTimeFormat(language.value, { year: "numeric", month: "short", timeZone: "UTC" });
  const year = new Intl.DateTimeFormat(language.value, { year: "numeric", timeZone: "UTC" });
  const date = (day: number) => new Date(day * 86_400_000);
  const room = (to - from) / Math.max(1, (wide - margin.left - margin.right) / 88); // days that one label needs
  const turns = [];
  for (let turn = date(from).getUTCFullYear() + 1, past = from; ; turn++) {
    const day = Date.UTC(turn, 0, 1) / 86_400_000;
    if (day >= to - room) break;
    if (day < past + room) continue;
    turns.push({ day, text: year.format(date(day)), anchor: "middle" as const });
    past = day;
  }
  const ends = [{ day: from, text: month.format(date(from)), anchor: "start" as const }];
  return to - from < 31 ? ends : [...ends, ...turns, { day: to, text: month.format(date(to)), anchor: "end" as const }];
}

function useWidth(of: { current: HTMLElement | null }): number {
  const [wide, setWide] = useState(600);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWide(Math.max(240, Math.floor(entry.contentRect.width))));
    if (of.current) watch.observe(of.current);
    return () => watch.disconnect();
  }, []);
  return wide;
}
