// An offer that a link brought: shown before it is used, and read as hostile input.

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Currency, PackID } from "../../../wasm/npm/types.ts";
import { currencies } from "../debt.ts";
import { receiveOpened, type Opened } from "../opened.ts";
import { shift } from "../read.ts";
import { say as sayPage } from "../say.ts";
import { today } from "../day.ts";
import { emptyFacts, type Facts } from "./facts.ts";
import { mostRows } from "./schedule.ts";
import { facts, packs } from "./state.ts";

const arrived = signal<Opened | undefined>(undefined);

export function receive() {
  arrived.value = receiveOpened() ?? arrived.value;
}

export function Arrival() {
  const words = sayPage.value.tools;
  const title = useRef<HTMLHeadingElement>(null);
  const link = arrived.value;
  useEffect(() => title.current?.focus(), [link]);
  if (!link) return null;
  const offer = link !== "damaged" && link.op === "check" ? offerOf(link.request) : undefined;
  const drop = () => (arrived.value = undefined);
  const use = () => {
    facts.value = offer!;
    drop();
  };
  return (
    <section class="arrival card notice review" aria-labelledby="arrival-title">
      <h2 id="arrival-title" ref={title} tabIndex={-1}>{offer ? words.arrivedTitle : words.arrivedFault}</h2>
      <p>{offer ? words.arrivedText : words.fault.damaged}</p>
      {offer && <pre class="brought" tabIndex={0}>{[offer.as_of, offer.currency, offer.financed, offer.said_total, offer.schedule].filter(Boolean).join("\n")}</pre>}
      <p class="buttons">
        {offer && <button type="button" onClick={use}>{words.useArrived}</button>}
        <button type="button" onClick={drop}>{offer ? words.dropArrived : words.close}</button>
      </p>
    </section>
  );
}

const columns = ["due", "amount", "principal", "interest", "fees", "balance"] as const;

/** The boxes of an offer as a request of check has it; undefined when it is none. Only what the boxes have room for is taken, and only as short text. */
export function offerOf(request: Record<string, unknown>): Facts | undefined {
  const text = (value: unknown) => (typeof value === "string" && value.length <= 64 ? value.replace(/[\p{Cc}\p{Cf}]/gu, "") : "");
  const record = (value: unknown) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {});
  const { schedule } = request;
  if (!Array.isArray(schedule) || schedule.length === 0 || schedule.length > mostRows) return undefined;
  const rows = schedule.map(record);
  const shown = columns.filter((column) => rows.some((row) => text(row[column]) !== ""));
  const stated = record(request["stated"]);
  const currency = currencies.find((each) => each === request["currency"]) ?? ("CNY" as Currency);
  const percent = text(record(stated["annual_rate"])["value"]);
  const pack = packs.value.find(({ id }) => id === request["pack"])?.id ?? ("" as PackID | "");
  return {
    ...emptyFacts(text(request["as_of"]) || today(), currency),
    pack,
    financed: text(request["financed"]),
    interest_from: text(request["interest_from"]),
    said_total: text(stated["total"]),
    said_rate: /^\d+(?:\.\d+)?$/.test(percent) ? shift(percent, 2) : percent,
    schedule: [shown.join("\t"), ...rows.map((row) => shown.map((column) => text(row[column])).join("\t"))].join("\n"),
  };
}
