// What is owed over time: with the plan, and beside it how the account would go on without one.

import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import type { Format } from "../format.ts";
import type { ChartWords } from "../words/charts.ts";
import type { Language } from "../words/words.ts";
import { DayAxis, dayNumber, margin, MoneyAxis, upwards } from "./axes.tsx";
import { Figure, Legend, type Place } from "./figure.tsx";

export interface Course {
  kind: "plan" | "nothing" | "minimum";
  points: readonly { date: string; balance: string }[];
}

interface Props {
  /** The plan's course first. */
  courses: readonly Course[];
  words: ChartWords;
  format: Format;
  language: Language;
  /** The word for a date at the head of the table. */
  date: string;
}

const tall = 250;

export function BalanceChart({ courses, words, format, language, date }: Props) {
  const { money, day } = format;
  const dates = [...new Set(courses.flatMap(({ points }) => points.map((point) => point.date)))].sort();
  const [first, last] = [courses[0]!.points[0]!, courses[0]!.points.at(-1)!];
  const days = dates.map(dayNumber);
  const top = Math.max(...courses.flatMap(({ points }) => points.map(({ balance }) => Number(balance))));
  const y = upwards(top, tall);
  const across = (wide: number) => scaleLinear([days[0]!, Math.max(days.at(-1)!, days[0]! + 1)], [margin.left, wide - margin.right]);
  const owed = dates.map((each) => courses.map(({ points }) => points.findLast((point) => point.date <= each)?.balance ?? ""));
  const shown = (balance: string) => (balance ? money(balance) : "");
  const places = (wide: number): Place[] => days.map((each, n) => ({ x: across(wide)(each), y: y(Number(owed[n]![0] || first.balance)) }));
  const ended = last.balance.replace(/[0.]/g, "") === "" ? words.balanceCleared(day(last.date)) : words.balanceLeft(money(last.balance), day(last.date));
  const told = ([on, ...figures]: readonly string[]) =>
    words.at(on!, courses.map(({ kind }, n) => [kind, figures[n]!] as const).filter(([, figure]) => figure).map(([kind, figure]) => (courses.length > 1 ? words.owing[kind](figure) : words.still(figure))).join(words.apart));
  return (
    <Figure
      id="balance"
      title={words.balanceTitle}
      summary={`${words.balanceStart(money(first.balance), day(first.date))}${ended}`}
      words={words}
      heads={[date, ...courses.map(({ kind }) => words.course[kind])]}
      rows={dates.map((each, n) => [day(each), ...owed[n]!.map(shown)])}
      told={told}
      tall={tall}
      places={places}
      draw={(wide, chosen) => {
        const x = across(wide);
        const path = (points: Course["points"]) => line<Course["points"][number]>((point) => x(dayNumber(point.date)), (point) => y(Number(point.balance))).curve(curveStepAfter)(points) ?? "";
        const under = area<Course["points"][number]>((point) => x(dayNumber(point.date)), y(0), (point) => y(Number(point.balance))).curve(curveStepAfter)(courses[0]!.points) ?? "";
        const place = places(wide)[chosen]!;
        return (
          <>
            <MoneyAxis y={y} wide={wide} language={language} />
            <DayAxis x={x} tall={tall} wide={wide} language={language} />
            <path class="under" d={under} />
            {courses.map(({ kind, points }) => <path key={kind} class={`line course-${kind}`} d={path(points)} />)}
            <line class="at" x1={place.x} x2={place.x} y1={margin.top} y2={y(0)} />
            <circle class="at" cx={place.x} cy={place.y} r="5" />
          </>
        );
      }}
    >
      {courses.length > 1 && <Legend entries={courses.map(({ kind }) => [`line course-${kind}`, words.course[kind]])} />}
    </Figure>
  );
}
