// What the build puts in: modules and constants that have no source file.

declare module "example:answer" {
  import type { QuoteAnswer } from "../../wasm/npm/types.ts";
  /** The engine's own answer to the example, computed while the page was built. */
  const answer: QuoteAnswer;
  export default answer;
}

/** Addresses of the worker and of the engine, with their hashes. */
declare const WORKER_URL: string;
declare const WASM_URL: string;
