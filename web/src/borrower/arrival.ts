// A form that came by a link waits here until the reader has looked at it.

import { batch, signal } from "@preact/signals";
import { arrivedIn, type Arrived } from "./link.ts";
import { fields, fromExample } from "./state.ts";

export const arrival = signal<Arrived | undefined>(undefined);

/** Reads the fragment of the address, and takes it out of the address. */
export async function receive() {
  const fragment = location.hash.slice(1);
  if (!fragment.startsWith("s=")) return;
  history.replaceState(null, "", location.pathname + location.search);
  arrival.value = await arrivedIn(fragment);
}

export function takeArrival() {
  const arrived = arrival.value;
  batch(() => {
    if (arrived && "fields" in arrived) {
      fields.value = { ...arrived.fields };
      fromExample.value = false;
    }
    arrival.value = undefined;
  });
}

export function dropArrival() {
  arrival.value = undefined;
}
