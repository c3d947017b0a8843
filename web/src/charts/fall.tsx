// From what is owed to what is paid, step by step, as bars that hang where the one before ended.

import { scaleLinear } from "d3-scale";
import type { ChartWords } from "../words/charts.ts";
import { Figure } from "./figure.tsx";

/** One step: its name, its figure as it is shown, and the engine's text for its length. */
export interface Fall {
  name: string;
  figure: string;
  length: string;
  /** A sum stands on the ground; the others move down or up from the step before. */
  kind: "sum" | "less" | "more";
}

const row = 40;

export function FallChart({ steps, words, step, amount }: { steps: readonly Fall[]; words: ChartWords; step: string; amount: string }) {
  const tall = steps.length * row + 6;
  const spans = spansOf(steps);
  const across = (wide: number) => scaleLinear([0, Math.max(1, ...spans.flat())], [1, wide - 1]);
  return (
    <Figure
      id="fall"
      title={words.fallTitle}
      summary={words.fallSummary(steps[0]!.figure, steps.at(-1)!.figure)}
      words={words}
      heads={[step, amount]}
      rows={steps.map(({ name, figure }) => [name, figure])}
      told={([name, figure]) => words.at(name!, [figure!])}
      tall={tall}
      along="y"
      places={() => steps.map((_, n) => ({ x: 0, y: (n + 0.5) * row }))}
      draw={(wide, chosen) => {
        const x = across(wide);
        return steps.map(({ name, figure, kind }, n) => {
          const [from, to] = spans[n]!;
          return (
            <g key={n} class={n === chosen ? "chosen" : ""}>
              <text x="0" y={n * row + 14}>{name}</text>
              <text x={wide} y={n * row + 14} text-anchor="end">{figure}</text>
              <rect class={`fall ${kind}`} x={x(from)} width={Math.max(1, x(to) - x(from))} y={n * row + 20} height="12" rx="2" />
            </g>
          );
        });
      }}
    />
  );
}

/** Where each bar begins and ends. */
function spansOf(steps: readonly Fall[]): [number, number][] {
  let ground = 0;
  return steps.map(({ kind, length }) => {
    const long = Number(length);
    const from = kind === "sum" ? 0 : kind === "less" ? ground - long : ground;
    ground = kind === "less" ? from : from + long;
    return [from, from + long];
  });
}
