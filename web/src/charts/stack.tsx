// What each payment is made of: debt, interest and fees, one bar a payment.

import { scaleLinear } from "d3-scale";
import type { Instalment } from "../../../wasm/npm/types.ts";
import { isZero, type Format } from "../format.ts";
import type { ChartWords } from "../words/charts.ts";
import type { Language } from "../words/words.ts";
import { margin, MoneyAxis, upwards } from "./axes.tsx";
import { Figure, Legend } from "./figure.tsx";

interface Props {
  instalments: readonly Instalment[];
  words: ChartWords;
  format: Format;
  language: Language;
  /** The word for a date at the head of the table. */
  date: string;
}

const tall = 220;

export function StackChart({ instalments, words, format, language, date }: Props) {
  const { money, day } = format;
  const parts = (["principal", "interest", "fees"] as const).filter((part) => part === "principal" || instalments.some((each) => !isZero(each[part])));
  const y = upwards(Math.max(...instalments.map(({ amount }) => Number(amount))), tall);
  const across = (wide: number) => scaleLinear([0, instalments.length], [margin.left, wide - margin.right]);
  // The top of a part above those below it, in the units of the axis. Where interest joins the debt nothing is repaid.
  const height = (each: Instalment, upTo: number) => parts.slice(0, upTo).reduce((sum, part) => sum + Math.max(0, Number(each[part])), 0);
  const bars = (wide: number, upTo: number) => {
    const x = across(wide);
    const gap = (x(1) - x(0)) * 0.12;
    return instalments.map((each, n) => `M${x(n) + gap} ${y(height(each, upTo))}H${x(n + 1) - gap}V${y(height(each, upTo + 1))}H${x(n) + gap}Z`).join("");
  };
  const first = instalments[0]!;
  return (
    <Figure
      id="stack"
      title={words.stackTitle}
      summary={words.stackSummary(new Intl.ListFormat(language).format(parts.map((part) => words.partOf[part](money(first[part])))))}
      words={words}
      heads={[date, ...parts.map((part) => words.part[part]), words.payment]}
      rows={instalments.map((each) => [day(each.due), ...parts.map((part) => money(each[part])), money(each.amount)])}
      told={([on, ...figures]) => words.at(on!, [words.paying(figures.at(-1)!), ...parts.map((part, n) => words.partOf[part](figures[n]!))].join(words.apart))}
      tall={tall}
      places={(wide) => instalments.map((each, n) => ({ x: across(wide)(n + 0.5), y: y(Number(each.amount)) }))}
      draw={(wide, chosen) => {
        const x = across(wide);
        return (
          <>
            <MoneyAxis y={y} wide={wide} language={language} />
            {parts.map((part, n) => <path key={part} class={`bar ${part}`} d={bars(wide, n)} />)}
            <line class="at" x1={x(chosen + 0.5)} x2={x(chosen + 0.5)} y1={margin.top} y2={y(0)} />
            <text x={x(0)} y={tall - 8} text-anchor="start">1</text>
            <text x={x(instalments.length)} y={tall - 8} text-anchor="end">{instalments.length}</text>
          </>
        );
      }}
    >
      <Legend entries={parts.map((part) => [`bar ${part}`, words.part[part]])} />
    </Figure>
  );
}
