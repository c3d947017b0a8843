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
/** Address of the service worker; it has no hash, since a browser asks at one address for a new one. */
declare const OFFLINE_URL: string;

/** For the service worker: the files that each document loads, the hash of each document, both by its address, and a hash of it all. */
declare const LOADS: Readonly<Record<string, readonly string[]>>;
declare const DOCUMENTS: Readonly<Record<string, string>>;
declare const EDITION: string;
