// The module worker that owns one instance. It is told the compiled module once
// and then one request at a time; it opens no connection of its own.

import { start, type Engine, type Reply } from "./engine.ts";

/** What the supervisor sends. */
export type ToWorker = { module: WebAssembly.Module } | { id: number; op: string; request: string };

/** What the worker sends: once ready, then one per request. */
export type FromWorker = { ready: true } | { id: number; reply: Reply; memory: number } | { died: string };

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: FromWorker): void;
};

let engine: Engine | undefined;

scope.onmessage = async ({ data }) => {
  try {
    if ("module" in data) {
      engine = await start(data.module);
      scope.postMessage({ ready: true });
      return;
    }
    if (!engine) throw new Error("a request came before the module");
    const reply = engine.call(data.op, data.request);
    scope.postMessage({ id: data.id, reply, memory: engine.memory() });
  } catch (error) {
    scope.postMessage({ died: String(error) });
  }
};
