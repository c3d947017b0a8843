// The engine of a document: where it comes from, and whether it is up.

import { signal } from "@preact/signals";
import { connect, type Connection, type Parley } from "../../wasm/npm/browser.ts";

export type EngineState = "loading" | "ready" | "failed";
export const engine = signal<EngineState>("loading");
export const parley = signal<Parley | undefined>(undefined);

let source: Connection | undefined;

/** Fetches the engine and starts it; again after a failure, with everything typed still there. */
export async function load(from: Connection | undefined = source) {
  if (!from) return;
  source = from;
  engine.value = "loading";
  try {
    parley.value ??= await connect(from);
    engine.value = "ready";
  } catch {
    engine.value = "failed";
  }
}
