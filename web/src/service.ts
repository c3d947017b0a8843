// The server that the document came from, asked with a key or with a link's secret, and
// its refusals in words. A key lives as long as the document does: it is written nowhere.

import type { Problem } from "../../wasm/npm/types.ts";

/** Why the server said no, or that it did not answer: then there is no status. */
export interface Refused {
  status: number;
  code: string;
  problems: Problem[];
}

export type Reply<Answer> = { answer: Answer; tag: string; refused?: undefined } | { answer?: undefined; refused: Refused };

interface Call {
  body?: unknown;
  /** Ends what lies at the address. */
  method?: "DELETE";
  /** The tag of what is known of the negotiation, for a call that adds to it. */
  match?: string;
  /** Names the call, so that it has one effect however often it is sent. */
  once?: string;
  /** The kind of answer that is wanted, where there are several. */
  accept?: string;
}

const silent: Refused = { status: 0, code: "", problems: [] };

/** Asks at an address under /v1. A call that adds something is sent again once when no answer came: its name makes that safe. */
export async function ask<Answer>(key: string, path: string, call: Call = {}): Promise<Reply<Answer>> {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(call.body !== undefined && { "content-type": "application/json" }),
    ...(call.accept && { accept: call.accept }),
    ...(call.match && { "if-match": call.match }),
    ...(call.once && { "idempotency-key": call.once }),
  };
  const said = { headers, cache: "no-store" as const, ...(call.method && { method: call.method }), ...(call.body !== undefined && { method: "POST", body: JSON.stringify(call.body) }) };
  for (let tries = call.once ? 2 : 1; tries > 0; tries--) {
    try {
      return await read<Answer>(await fetch(`/v1/${path}`, said));
    } catch {
      // No answer, or one cut short.
    }
  }
  return { refused: silent };
}

async function read<Answer>(answered: Response): Promise<Reply<Answer>> {
  const text = /x-ndjson|csv/.test(answered.headers.get("content-type") ?? "");
  const body = text ? await answered.text() : await answered.json();
  if (answered.ok) return { answer: body as Answer, tag: answered.headers.get("etag") ?? "" };
  const { code = "", problems = [] } = body as Partial<Refused>;
  return { refused: { status: answered.status, code, problems } };
}

export interface RefusalWords {
  noAnswer: string;
  refusedOther: string;
  /** By the code of the refusal, or of its first problem. */
  refusal: Partial<Record<string, string>>;
}

/** Why the last call came to nothing: told by the first of the codes that has a sentence, the refusal's own code last. */
export function toldRefused({ status, code }: Refused, { noAnswer, refusedOther, refusal }: RefusalWords, ...first: string[]): string {
  const known = [...first, code].find((each) => Object.hasOwn(refusal, each));
  return status === 0 ? noAnswer : known === undefined ? refusedOther : refusal[known]!;
}
