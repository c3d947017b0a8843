// From what is owed to what is paid, step by step, as bars that hang where the one before ended.

import { scaleLinear } from "d3-scale";
import type { Step } from "../borrower/headline.ts";
import type { ChartWords } from "../words/charts.ts";
import { Figure } from "./figure.tsx";

const row = 40;

export function FallChart({ steps, words }: { steps: readonly Step[]; words: ChartWords }) {
  const tall = steps.length * row + 6;
  const spans = spansOf(steps);
  const across = (wide: number) => scaleLinear([0, Math.max(1, ...spans.flat())], [1, wide - 1]);
  return (
    <Figure
      id="fall"
      title={words.fallTitle}
      summary={words.fallSummary(steps[0]!.figure, steps.at(-1)!.figure)}
      words={words}
      heads={[words.step, words.amount]}
      rows={steps.map(({ name, figure }) => [name, figure])}
      told={([name, figure]) => words.at(name!, figure!)}
      tall={tall}
      along="y"
      places={() => steps.map((_, n) => ({ x: 0, y: (n + 0.5) * row }))}
      draw={(wide, chosen) => {
        const x = across(wide);
        return steps.map(({ name, figure, moves }, n) => {
          const [from, to] = spans[n]!;
          return (
            <g key={n} class={n === chosen ? "chosen" : ""}>
              <text x="0" y={n * row + 14}>{name}</text>
              <text x={wide} y={n * row + 14} text-anchor="end">{figure}</text>
              <rect class={`fall ${moves}`} x={x(from)} width={Math.max(1, x(to) - x(from))} y={n * row + 20} height="12" rx="2" />
            </g>
          );
        });
      }}
    />
  );
}

/** Where each bar begins and ends. */
function spansOf(steps: readonly Step[]): [number, number][] {
  let ground = 0;
  return steps.map(({ moves, amount }) => {
    const long = Number(amount);
    const from = moves === "to" ? 0 : moves === "down" ? ground - long : ground;
    ground = moves === "down" ? from : from + long;
    return [from, from + long];
  });
}
