// A request that a link of the API's documents brings in the fragment: open=, the
// operation, a point, and the request's JSON in base64url. Whoever can write a link
// can write this, so it is bounded, and a stranger's until the reader has looked.

import { bytesOf } from "./bytes.ts";

/** The longest fragment that is read, in characters. */
const longest = 16_000;

export type Opened = { op: string; request: Record<string, unknown> } | "damaged";

/** What a fragment brings, with its #; undefined when it is no link of this kind. */
export function openedIn(hash: string): Opened | undefined {
  if (!hash.startsWith("#open=")) return undefined;
  const [, op, packed = ""] = (hash.length <= longest && /^#open=([a-z]{1,20})\.([\w-]+)$/.exec(hash)) || [];
  const bytes = bytesOf(packed);
  if (!op || !bytes) return "damaged";
  try {
    const request: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof request === "object" && request !== null && !Array.isArray(request) ? { op, request: request as Record<string, unknown> } : "damaged";
  } catch {
    return "damaged";
  }
}

/** Reads the fragment of the address, and takes it out of the address. */
export function receiveOpened(hash = location.hash): Opened | undefined {
  const opened = openedIn(hash);
  if (opened) history.replaceState(null, "", location.pathname + location.search);
  return opened;
}
