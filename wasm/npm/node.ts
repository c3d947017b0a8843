// The package as Node sees it: one instance on the calling thread.
//
//   const engine = await load(await readFile("parley.wasm"));
//   const { body, failed } = engine.call("quote", text);

import { start, type Engine } from "./engine.ts";

export { EngineDied, TooLong, type Engine, type Reply } from "./engine.ts";
export type * from "./types.ts";

/** Starts an engine from the bytes of parley.wasm. */
export async function load(bytes: BufferSource): Promise<Engine> {
  return start(await WebAssembly.compile(bytes));
}
