// The package as a browser sees it.
//
//   const parley = await connect({ wasm: "/parley.wasm", open: () => new Worker("/worker.js", { type: "module" }) });
//   const { answer, problems } = await parley.ask("quote", request);

import { supervise, type Limits, type Parley, type WorkerLike } from "./supervisor.ts";

export { EngineFailure, usualLimits, type Limits, type Outcome, type Parley } from "./supervisor.ts";
export type * from "./types.ts";

export interface Connection {
  /** Where the compiled engine lies. It is fetched and compiled once. */
  wasm: string | URL;
  /** Opens the module worker; the page does it, so that its own policies for scripts hold. */
  open: () => WorkerLike;
  limits?: Limits;
}

/** Starts a worker, which fetches and compiles the engine. Rejects when the engine cannot be had. */
export async function connect({ wasm, open, limits }: Connection): Promise<Parley> {
  const parley = supervise(open, new URL(wasm, document.baseURI).href, limits);
  try {
    await parley.ready;
    return parley;
  } catch (failure) {
    parley.stop();
    throw failure;
  }
}
