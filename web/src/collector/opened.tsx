// A request that a link brought to the desk: shown before it is used. Each operation
// has its place here; what has none, or another shape, is refused.

import { batch, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { MandatePlan } from "../../../wasm/npm/types.ts";
import { receiveOpened, type Opened } from "../opened.ts";
import { taken, Told, type Outcome } from "./import.tsx";
import { alike, chosen, desk, requestKeys, say, take, type View } from "./state.ts";
import { isTree, pick, put, type Tree } from "./tree.ts";

const arrived = signal<Opened | undefined>(undefined);
const outcome = signal<Outcome | undefined>(undefined);

/** Reads the fragment of the address; the desk's own fragments name its jobs. */
export function receive() {
  const link = receiveOpened();
  if (!link) return;
  batch(() => {
    arrived.value = link;
    outcome.value = undefined;
  });
}

/** Where each operation is looked at. */
const places: Record<string, View> = { negotiate: "offers", counter: "proposal", lint: "mandate", quote: "sheet", assess: "account" };

export function Arrival() {
  const words = say.value;
  const title = useRef<HTMLHeadingElement>(null);
  const link = arrived.value;
  useEffect(() => title.current?.focus(), [link]);
  if (!link) return null;
  const good = link !== "damaged" && Object.hasOwn(places, link.op) && hasShape(link.request as Tree);
  const drop = () => (arrived.value = undefined);
  return (
    <section class="card notice review" aria-labelledby="arrival-title">
      <h2 id="arrival-title" ref={title} tabIndex={-1}>{good ? words.arrivedTitle : words.arrivedFault}</h2>
      <p>{good ? words.arrivedText : words.arrivedDamaged}</p>
      {good && <pre class="brought" tabIndex={0}>{JSON.stringify(link.request, null, 1)}</pre>}
      <div role="status" class="outcome">{outcome.value && <Told outcome={outcome.value} />}</div>
      <p class="actions">
        {good && !outcome.value && <button type="button" class="primary" onClick={() => void use(link.op, link.request as Tree)}>{words.useArrived}</button>}
        <button type="button" onClick={drop}>{good && !outcome.value ? words.dropArrived : words.close}</button>
      </p>
    </section>
  );
}

/** Whether what stands in a request is of the kind that the desk reads: the engine sees to the rest. */
function hasShape(request: Tree): boolean {
  const objects = ["claim", "budget", "mandate", "proposal", "terms", "waiver_terms"].every((key) => !Object.hasOwn(request, key) || isTree(request[key]));
  const { components } = pick(request["claim"], ["components"]);
  return objects && (components === undefined || isTree(components)) && (!Object.hasOwn(request, "waivers") || Array.isArray(request["waivers"]));
}

/** Puts a request on the desk and goes where it is answered. A history is asked what it comes to first. */
async function use(op: string, request: Tree) {
  if (op === "assess") {
    outcome.value = await taken(new Blob([JSON.stringify(request)]));
  } else {
    batch(() => {
      if (op === "lint") {
        desk.value = put({ ...desk.value, ...pick(request, ["currency"]) }, "/mandate", request["mandate"]);
      } else {
        take(pick(request, [...requestKeys, "proposal", "waiver_terms"]));
        alike.value = request["menu"] === "equal_value";
      }
      if (op === "quote") {
        if (!Object.hasOwn(request, "waiver_terms")) desk.value = put(desk.value, "/waiver_terms", undefined);
        chosen.value = pick(request, ["terms", "waivers"]) as unknown as Pick<MandatePlan, "terms" | "waivers">;
      }
      arrived.value = undefined;
    });
  }
  location.hash = places[op]!;
}
