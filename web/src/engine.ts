// The engine of a document: whether it is up.

import { signal } from "@preact/signals";
import type { Parley } from "../../wasm/npm/browser.ts";
import { bringUp, first } from "./start.ts";

export type EngineState = "loading" | "ready" | "failed";
export const engine = signal<EngineState>("loading");
export const parley = signal<Parley | undefined>(undefined);

let attempt: Promise<Parley> | undefined = first;

/** Waits for the engine; after a failure it is brought up anew, with everything typed still there. */
export async function load() {
  engine.value = "loading";
  try {
    parley.value ??= await (attempt ?? bringUp());
    engine.value = "ready";
  } catch {
    engine.value = "failed";
  }
  attempt = undefined;
}
