// What every chart has: a title, one sentence, a drawing with a cursor for
// pointer, finger and arrow keys, and the same figures as a table. Positions are
// pixels; the figures that are shown are the engine's texts.

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChartWords } from "../words/charts.ts";

/** Where a row of the table lies in the drawing. */
export interface Place {
  x: number;
  y: number;
}

interface Props {
  /** Begins the ids of its parts, so it is the only one on the page. */
  id: string;
  title: string;
  summary: string;
  words: ChartWords;
  /** The names of the columns, that of the rows first. */
  heads: readonly string[];
  /** The figures, formatted, the name of the row first. */
  rows: readonly (readonly string[])[];
  /** A row as a sentence. */
  told: (row: readonly string[]) => string;
  tall: number;
  /** Where each row lies when the drawing is so wide. */
  places: (wide: number) => readonly Place[];
  /** By which of its places a row is found under the pointer; x when left out. */
  along?: "x" | "y" | "both";
  draw: (wide: number, chosen: number) => ComponentChildren;
  children?: ComponentChildren;
}

export function Figure({ id, title, summary, words, heads, rows, told, tall, places, along = "x", draw, children }: Props) {
  const [at, setAt] = useState(0);
  const plot = useRef<HTMLDivElement>(null);
  const wide = useWidth(plot);
  const chosen = Math.min(at, rows.length - 1);
  const sentence = told(rows[chosen]!);
  const nearest = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const far = ({ x, y }: Place) =>
      Math.hypot(along === "y" ? 0 : x - event.clientX + box.left, along === "x" ? 0 : y - event.clientY + box.top);
    setAt(places(wide).reduce((best, place, n, all) => (far(place) < far(all[best]!) ? n : best), 0));
  };
  return (
    <figure class="chart" aria-labelledby={`${id}-title`} aria-describedby={`${id}-summary`}>
      <figcaption>
        <h3 id={`${id}-title`}>{title}</h3>
        <p id={`${id}-summary`} class="hint">{summary}</p>
      </figcaption>
      {children}
      <div ref={plot} class="plot" style={{ height: `${tall}px` }}>
        <svg width={wide} height={tall} viewBox={`0 0 ${wide} ${tall}`} aria-hidden="true" focusable="false" onPointerMove={nearest} onPointerDown={nearest}>
          {draw(wide, chosen)}
        </svg>
      </div>
      <div class="cursor">
        <input
          id={`${id}-cursor`}
          type="range"
          min="0"
          max={rows.length - 1}
          step="1"
          value={chosen}
          aria-label={`${title}${words.colon}${words.cursor}`}
          aria-valuetext={sentence}
          onInput={(event) => setAt(Number(event.currentTarget.value))}
        />
        <output for={`${id}-cursor`}>{sentence}</output>
      </div>
      <Folded title={words.table}>{() => <Table title={title} heads={heads} rows={rows} />}</Folded>
    </figure>
  );
}

function Table({ title, heads, rows }: Pick<Props, "title" | "heads" | "rows">) {
  return (
    <div class="scroll" role="group" aria-label={title} tabIndex={0}>
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>{heads.map((head, n) => <th key={n} scope="col" class={n ? "number" : ""}>{head}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(([name, ...figures], n) => (
            <tr key={n}>
              <th scope="row">{name}</th>
              {figures.map((figure, m) => <td key={m} class="number">{figure}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is folded away is drawn only once it is opened: it would cost every change of the form. */
export function Folded({ title, children, class: name = "" }: { title: string; children: () => ComponentChildren; class?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details class={name} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}

/** What the colours and strokes of a chart stand for; the words say it without them. */
export function Legend({ entries }: { entries: readonly (readonly [kind: string, name: string])[] }) {
  return (
    <ul class="legend">
      {entries.map(([kind, name]) => (
        <li key={kind}>
          <svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true" focusable="false">
            <path class={kind} d="M0 6H24" />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function useWidth(of: RefObject<HTMLElement | null>): number {
  const [wide, setWide] = useState(600);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWide(Math.max(240, Math.floor(entry.contentRect.width))));
    if (of.current) watch.observe(of.current);
    return () => watch.disconnect();
  }, []);
  return wide;
}
