// The module worker that owns one instance. It is told the compiled module, or where
// the engine lies, once, and then one request at a time. The first one fetches and
// compiles the engine, beside all that the page does meanwhile, and hands the module
// on for those that may come after it; no other connection is opened.

import { start, type Engine, type Reply } from "./engine.ts";

/** What the supervisor sends. */
export type ToWorker = { module: WebAssembly.Module } | { wasm: string } | { id: number; op: string; request: string };

/** What the worker sends: the module when it compiled one, once ready, then one per request. */
export type FromWorker = { module: WebAssembly.Module } | { ready: true } | { id: number; reply: Reply; memory: number } | { died: string };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: FromWorker): void;
};

let engine: Engine | undefined;

scope.onmessage = async ({ data }) => {
  try {
    if ("id" in data) {
      if (!engine) throw new Error("a request came before the module");
      const reply = engine.call(data.op, data.request);
      scope.postMessage({ id: data.id, reply, memory: engine.memory() });
    } else {
      const module = "module" in data ? data.module : await compile(data.wasm);
      if ("wasm" in data) scope.postMessage({ module });
      engine = await start(module);
      scope.postMessage({ ready: true });
    }
  } catch (error) {
    scope.postMessage({ died: String(error) });
  }
};

async function compile(wasm: string): Promise<WebAssembly.Module> {
  const fetched = await fetch(wasm);
  if (!fetched.ok) throw new Error(`the engine could not be loaded: ${fetched.status}`);
  // Streaming asks for the application/wasm type, which not every server sends.
  if (fetched.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(fetched);
  return WebAssembly.compile(await fetched.arrayBuffer());
}
