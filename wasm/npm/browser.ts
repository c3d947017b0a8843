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

/** Fetches and compiles the engine and starts its worker. Rejects when the engine cannot be had. */
export async function connect({ wasm, open, limits }: Connection): Promise<Parley> {
  return supervise(open, await compile(wasm), limits);
}

async function compile(wasm: string | URL): Promise<WebAssembly.Module> {
  const fetched = await fetch(wasm);
  if (!fetched.ok) throw new Error(`the engine could not be loaded: ${fetched.status}`);
  // Streaming asks for the application/wasm type, which not every server sends.
  if (fetched.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(fetched);
  return WebAssembly.compile(await fetched.arrayBuffer());
}
