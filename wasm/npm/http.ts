// The API by HTTP, for programs that ask a server in place of the engine. What can
// be asked comes from types.ts, so that a new operation needs nothing here.
//
//   const parley = overHTTP({ url: "https://parley.example" });
//   const { answer, refusal } = await parley.ask("quote", request);

import type { Operations, Problem } from "./types.ts";

export type * from "./types.ts";

export interface Service {
  /** Where the server is, for example `https://parley.example`. */
  url: string | URL;
  /** Headers of every request, for example `Authorization`. */
  headers?: Record<string, string>;
  /** What sends the requests; `fetch` when left out. */
  send?: typeof fetch;
}

/** A problem document of RFC 9457. */
export interface Refusal {
  /** The address of the page about the code, from the server's root. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The request id, which ties it to the server's log. */
  instance: string;
  code: string;
  /** What is wrong within the document. */
  problems?: Problem[];
}

/** An answer with its bytes and their digest, or why there is none. */
export type Reply<Answer> =
  | { answer: Answer; body: string; digest: string; refusal?: undefined }
  | { answer?: undefined; body: string; refusal: Refusal };

export interface Client {
  /** Asks one operation. Rejects with NoParley when what answers is no Parley, and as `fetch` does when nothing answers. */
  ask<Op extends keyof Operations>(op: Op, request: Operations[Op]["request"], signal?: AbortSignal): Promise<Reply<Operations[Op]["answer"]>>;
}

/** Something between here and the server answered in its place. */
export class NoParley extends Error {
  override name = "NoParley";
  readonly status: number;
  constructor(status: number) {
    super(`what answered with status ${status} is no Parley`);
    this.status = status;
  }
}

/** A client of the server at an address. It keeps nothing between calls, and sends nothing again by itself. */
export function overHTTP({ url, headers = {}, send = fetch }: Service): Client {
  const root = String(url).replace(/\/$/, "");
  return {
    async ask(op, request, signal) {
      const answered = await send(`${root}/v1/${op}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(request),
        ...(signal && { signal }),
      });
      const [kind] = (answered.headers.get("content-type") ?? "").split(";");
      const body = await answered.text();
      if (answered.ok && kind === "application/json") {
        return { answer: JSON.parse(body), body, digest: answered.headers.get("parley-digest") ?? "" };
      }
      if (!answered.ok && kind === "application/problem+json") return { refusal: JSON.parse(body), body };
      throw new NoParley(answered.status);
    },
  };
}
