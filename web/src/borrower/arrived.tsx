// What a link brought, shown before it is used.

import { useEffect, useRef } from "preact/hooks";
import { arrival, dropArrival, takeArrival } from "./arrival.ts";
import { blank, today, type FieldName, type Fields } from "../fields.ts";
import { signOf } from "../format.ts";
import { labelOf } from "./notices.tsx";
import { say } from "../say.ts";

export function Arrival() {
  const words = say.value.tools;
  const title = useRef<HTMLHeadingElement>(null);
  const arrived = arrival.value;
  useEffect(() => title.current?.focus(), [arrived]);
  if (!arrived) return null;
  const good = "fields" in arrived;
  return (
    <section class="arrival card notice review" aria-labelledby="arrival-title">
      <h2 id="arrival-title" ref={title} tabIndex={-1}>{good ? words.arrivedTitle : words.arrivedFault}</h2>
      {good ? (
        <>
          <p>{words.arrivedText}</p>
          {arrived.older && <p>{words.arrivedOlder}</p>}
          <dl>
            {shown(arrived.fields).map(([name, text]) => (
              <div key={name}>
                <dt>{labelOf(name)}</dt>
                <dd><bdi>{text}</bdi></dd>
              </div>
            ))}
          </dl>
          <p class="buttons">
            <button type="button" onClick={takeArrival}>{words.useArrived}</button>
            <button type="button" onClick={dropArrival}>{words.dropArrived}</button>
          </p>
        </>
      ) : (
        <>
          <p>{words.fault[arrived.fault]}</p>
          <button type="button" onClick={dropArrival}>{words.close}</button>
        </>
      )}
    </section>
  );
}

/** What was typed into text boxes, and the currency: the rest is plain to see once it is used. */
function shown(fields: Fields): [FieldName, string][] {
  const empty = blank(today());
  const typed = (Object.keys(empty) as FieldName[]).filter((name) => name === "currency" || (empty[name] !== fields[name] && /^(owed|waive)_|^(as_of|oldest_due|deposit|deposit_due|amount|count|rate|first_due|interest_from|grace_days|missed_allowed)$/.test(name)));
  return typed.map((name) => [name, `${fields[name]}${unitOf(name, fields)}`]);
}

function unitOf(name: FieldName, fields: Fields): string {
  const part = /^waive_(\w+)$/.exec(name)?.[1];
  if (name === "rate") return " %";
  if (!part) return "";
  return fields[`unit_${part}` as "unit_fees"] === "percent" ? " %" : ` ${signOf(fields.currency)}`;
}
