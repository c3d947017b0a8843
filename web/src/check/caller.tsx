// Who asks for the money: what the pack says a caller makes known, to be ticked
// off, and where help and complaint go. Nothing here computes or decides.

import { useState } from "preact/hooks";
import type { Key, Row } from "../../../wasm/npm/types.ts";
import { language } from "../language.ts";
import { say as sayPage } from "../say.ts";
import { pack, say } from "./state.ts";

export function Caller() {
  const words = say.value;
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const rowOf = (key: Key): Row | undefined => pack.value?.series?.find((series) => series.key === key && !series.when)?.rows[0];
  const identity = rowOf("conduct.identity");
  const hours = rowOf("conduct.hours");
  const avoids = rowOf("conduct.avoids");
  const advice = rowOf("advice");
  const items = identity?.values ?? ["institution", "purpose"];
  const tick = (item: string) => setTicked(ticked.includes(item) ? ticked.filter((each) => each !== item) : [...ticked, item]);
  return (
    <section class="card" aria-labelledby="caller-title" data-pack={pack.value?.id}>
      <h3 id="caller-title">{words.callerTitle}</h3>
      <p class="hint">{identity ? words.callerText : words.callerNoPack}</p>
      <ul class="ticks">
        {items.map((item) => (
          <li key={item} class="tick">
            <input id={`caller-${item}`} type="checkbox" checked={ticked.includes(item)} onChange={() => tick(item)} />
            <label for={`caller-${item}`}><Named word={item} /></label>
          </li>
        ))}
      </ul>
      <p>{items.every((item) => ticked.includes(item)) ? words.callerAll : words.callerAsk}</p>
      {hours && <p>{words.hours(hours.values[0]!, hours.values[1]!)}</p>}
      {avoids && (
        <>
          <p>{words.avoids}</p>
          <ul class="bullets">{avoids.values.map((word) => <li key={word}><Named word={word} /></li>)}</ul>
        </>
      )}
      {[identity, hours, avoids].map((row) => row && <Source key={row.source} row={row} />).slice(0, 1)}
      <h3>{words.routesTitle}</h3>
      {advice && <p>{advice.values.map((word) => <Named key={word} word={word} />)} <Source row={advice} /></p>}
      <p>{words.routes}</p>
    </section>
  );
}

function Named({ word }: { word: string }) {
  const { item } = say.value;
  return Object.hasOwn(item, word) ? <>{item[word]}</> : <span lang="en">{word.replaceAll("_", " ")}</span>;
}

function Source({ row }: { row: Row }) {
  const words = sayPage.value;
  return <span class="hint">{words.source}{words.colon}{language.value === "en" ? row.source : row.source_zh} · {words.confidence[row.confidence]}</span>;
}
