// The supervisor keeps one worker alive. The first one compiles the engine and hands
// the module over. A worker gets one request at a time; one that dies, traps or
// overruns its time is terminated and replaced from the compiled module, and the request that it had is asked once more. A call whose
// signal is aborted never starts when it still waits; when the worker has it already,
// its answer is dropped, since that comes sooner than a new worker would.

import type { Reply } from "./engine.ts";
import type { Operations, Problem } from "./types.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** The part of a Worker that the supervisor uses. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Bounds of one worker's life. */
export interface Limits {
  /** Milliseconds from having the module to ready. */
  start: number;
  /** Milliseconds for one call. */
  call: number;
  /** Bytes of memory after which a worker is replaced: linear memory never shrinks. */
  memory: number;
}

/** A start is 0.1 s on a desktop and below 1 s on a slow phone; a call is milliseconds. */
export const usualLimits: Limits = { start: 10_000, call: 5_000, memory: 96 << 20 };

/** Two workers in a row could not answer a request. */
export class EngineFailure extends Error {
  override name = "EngineFailure";
  readonly code = "engine_failed";
  /** What was asked, to ask it again or to report it. */
  readonly op: string;
  readonly request: string;
  constructor(reason: string, op: string, request: string) {
    super(reason);
    this.op = op;
    this.request = request;
  }
}

/** An answer with the texts that a digest is taken over, or the problems of the request. */
export type Outcome<Answer> =
  | { answer: Answer; body: string; canonical: string }
  | { problems: Problem[]; body: string; canonical: string };

export interface Parley {
  /** Asks with text and answers with text. Rejects with EngineFailure, or with the signal's reason once that is aborted. */
  call(op: string, request: string, signal?: AbortSignal): Promise<Reply>;
  /** Asks and answers with values. Rejects as call does. */
  ask<Op extends keyof Operations>(op: Op, request: Operations[Op]["request"], signal?: AbortSignal): Promise<Outcome<Operations[Op]["answer"]>>;
  /** Resolves once a worker can answer; rejects when the first one is lost before that. */
  readonly ready: Promise<void>;
  /** Ends the worker; calls that wait are rejected. */
  stop(): void;
}

interface Asked {
  id: number;
  op: string;
  request: string;
  tries: number;
  signal: AbortSignal | undefined;
  resolve(reply: Reply): void;
  reject(failure: EngineFailure): void;
}

/** Keeps a worker from open ready to answer, all of them from the same module: one that is compiled, or the one that lies at an address. */
export function supervise(open: () => WorkerLike, engine: WebAssembly.Module | string, limits: Limits = usualLimits): Parley {
  let module = typeof engine === "string" ? undefined : engine;
  const waiting: Asked[] = [];
  let asked: Asked | undefined; // the request that the worker has now
  let worker: WorkerLike | undefined;
  let ready = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;
  let begin = () => {};
  let refuse = (_: Error) => {};
  const started = new Promise<void>((resolve, reject) => {
    begin = resolve;
    refuse = reject;
  });
  started.catch(() => {}); // who does not wait for the start learns of a loss from the calls

  const within = (milliseconds: number, what: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => lose(`${what} took longer than ${milliseconds} ms`), milliseconds);
  };

  const close = () => {
    clearTimeout(timer);
    if (worker) worker.onmessage = worker.onerror = null;
    worker?.terminate();
    worker = undefined;
    ready = false;
  };

  const boot = () => {
    try {
      worker = open();
      worker.onmessage = ({ data }) => hear(data);
      worker.onerror = (event) => lose(event.message || "the worker could not be loaded");
      if (module) within(limits.start, "the start"); // how long a download takes is for the network to say
      worker.postMessage(module ? { module } : { wasm: engine as string });
    } catch (error) {
      lose(String(error));
    }
  };

  // The request that the lost worker had is tried once more, unless nobody waits for
  // it; after that it is given back, and no worker is started until somebody asks again.
  const lose = (reason: string) => {
    close();
    refuse(new Error(reason));
    asked ??= waiting.shift();
    if (!asked) return;
    asked.tries++;
    if (asked.tries >= 2) {
      asked.reject(new EngineFailure(reason, asked.op, asked.request));
    } else if (!asked.signal?.aborted) {
      waiting.unshift(asked);
    }
    asked = undefined;
    if (waiting.length > 0) boot();
  };

  const next = () => {
    if (asked || waiting.length === 0) return;
    if (!worker) return boot();
    if (!ready) return;
    asked = waiting.shift()!;
    within(limits.call, "the call");
    worker.postMessage({ id: asked.id, op: asked.op, request: asked.request });
  };

  const hear = (message: FromWorker) => {
    if ("died" in message) return lose(message.died);
    clearTimeout(timer);
    if ("module" in message) {
      module = message.module;
      return within(limits.start, "the start");
    }
    if ("ready" in message) {
      ready = true;
      begin();
    } else if (asked?.id === message.id) {
      asked.resolve(message.reply);
      asked = undefined;
      if (message.memory > limits.memory) close();
    }
    next();
  };

  const call = (op: string, request: string, signal?: AbortSignal) => {
    let drop = () => {};
    const reply = new Promise<Reply>((resolve, reject) => {
      signal?.throwIfAborted();
      const one: Asked = { id: ++lastId, op, request, tries: 0, signal, resolve, reject };
      drop = () => {
        if (waiting.includes(one)) waiting.splice(waiting.indexOf(one), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", drop);
      waiting.push(one);
      next();
    });
    return reply.finally(() => signal?.removeEventListener("abort", drop));
  };

  boot();
  return {
    call,
    ready: started,
    async ask(op, request, signal) {
      const { body, canonical, failed } = await call(op, JSON.stringify(request), signal);
      const value = JSON.parse(body);
      return failed ? { problems: value.problems, body, canonical } : { answer: value, body, canonical };
    },
    stop() {
      close();
      for (const each of [...(asked ? [asked] : []), ...waiting.splice(0)]) {
        each.reject(new EngineFailure("the engine was stopped", each.op, each.request));
      }
      asked = undefined;
    },
  };
}
