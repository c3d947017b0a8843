// Deals that both sides could sign: how much lighter each is for the borrower, to
// the right, and what it is worth to the creditor, upwards. On the frontier neither
// side gains without the other; below it lies the zone.

import { scaleLinear } from "d3-scale";
import { area, curveStepBefore, line } from "d3-shape";
import type { FairPoint, FrontierPoint } from "../../../wasm/npm/types.ts";
import type { Format } from "../format.ts";
import type { ChartWords } from "../words/charts.ts";
import type { Language } from "../words/words.ts";
import { margin, MoneyAxis, upwards } from "./axes.tsx";
import { dealWords } from "./deals-words.ts";
import { Figure, Legend } from "./figure.tsx";

interface Props {
  /** From the creditor's best to the borrower's, as the engine gives them. Not empty. */
  frontier: readonly FrontierPoint[];
  fair?: readonly FairPoint[];
  words: ChartWords;
  format: Format;
  language: Language;
}

const tall = 280;

export function DealsChart({ frontier, fair = [], words, format, language }: Props) {
  const { money, share, day } = format;
  const own = dealWords[language];
  const points = [...frontier.map((point) => ({ ...point, rule: undefined })), ...fair];
  const gains = points.map(({ gain }) => Number(gain));
  const y = upwards(Math.max(...gains), tall, Math.min(...gains));
  const most = Math.max(...points.map(({ comfort }) => Number(comfort)), 0.01);
  // A plan may be worth less to the creditor than no agreement.
  const worth = (gain: string) => (gain.startsWith("-") ? own.dealLoss(gain.slice(1)) : own.dealGain(gain));
  const across = (wide: number) => scaleLinear([0, most], [margin.left, wide - margin.right - 6]).nice(4);
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const nameOf = ({ rule, count, amount, last_date }: (typeof points)[number]) => {
    const deal = own.deal(count, money(amount), day(last_date));
    return rule ? `${own.rule[rule]}${words.colon}${deal}` : deal;
  };
  return (
    <Figure
      id="deals"
      title={own.dealsTitle}
      summary={own.dealsSummary(frontier.length, money(frontier[0]!.gain), money(frontier.at(-1)!.gain))}
      words={words}
      heads={[own.dealHead, own.waived, own.paid, own.gain, own.comfort]}
      rows={points.map((point) => [nameOf(point), money(point.waived), money(point.paid), money(point.gain), share(rounded(point.comfort))])}
      told={([name, , paid, gain, comfort]) => words.at(name!, [own.dealPaid(paid!), worth(gain!), own.dealComfort(comfort!)].join(words.apart))}
      tall={tall}
      along="both"
      places={(wide) => points.map(({ comfort, gain }) => ({ x: across(wide)(Number(comfort)), y: y(Number(gain)) }))}
      draw={(wide, chosen) => {
        const x = across(wide);
        const right = ({ comfort }: FrontierPoint) => x(Number(comfort));
        const up = ({ gain }: FrontierPoint) => y(Number(gain));
        const at = points[chosen]!;
        return (
          <>
            <MoneyAxis y={y} wide={wide} language={language} />
            {x.ticks(4).map((tick) => <text key={tick} x={x(tick)} y={tall - 8} text-anchor="middle">{percent.format(tick)}</text>)}
            <path class="under" d={area<FrontierPoint>(right, y.range()[0]!, up).curve(curveStepBefore)(frontier) ?? ""} />
            <path class="line" d={line<FrontierPoint>(right, up).curve(curveStepBefore)(frontier) ?? ""} />
            {frontier.map((point, n) => <circle key={n} class="deal" cx={right(point)} cy={up(point)} r="3.5" />)}
            {fair.map((point) => <path key={point.rule} class="fair" d="M0-7L7 0L0 7L-7 0Z" transform={`translate(${x(Number(point.comfort))} ${y(Number(point.gain))})`} />)}
            <circle class="at" cx={x(Number(at.comfort))} cy={y(Number(at.gain))} r="6" />
          </>
        );
      }}
    >
      <Legend entries={[["line", own.frontier], ["zone", own.zone], ...(fair.length > 0 ? [["fair", own.fair] as const] : [])]} />
    </Figure>
  );
}

/** A share at the places that a percentage of one place shows: the engine's nine say too much. */
const rounded = (text: string) => /^-?\d+(?:\.\d{1,3})?/.exec(text)?.[0] ?? text;
