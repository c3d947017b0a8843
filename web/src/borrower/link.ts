// A link that carries the form in its fragment, which no browser sends to a
// server: s=, then in base64url a version, the deflated text, and a check sum.

import { bytesOf, spelled, through } from "../bytes.ts";
import { read, written } from "../carry.ts";
import { crc32 } from "./crc.ts";
import type { Fields } from "../fields.ts";

/** The edition of what a link carries. A link of a later one is not guessed at. */
export const edition = 1;
/** The longest fragment, in characters: what mail programs and messengers pass on whole. */
export const longestFragment = 2000;
/** The most characters that a link may unfold to. */
const mostText = 20_000;

/** The fragment for a form, without #; undefined when the form is too long for a link. */
export async function fragmentOf(fields: Fields): Promise<string | undefined> {
  const text = new TextEncoder().encode(written(fields, true));
  const packed = await through(text, new CompressionStream("deflate-raw"), longestFragment);
  if (!packed) return undefined;
  const bytes = new Uint8Array([edition, ...packed, 0, 0, 0, 0]);
  new DataView(bytes.buffer).setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)));
  const fragment = `s=${spelled(bytes)}`;
  return fragment.length <= longestFragment ? fragment : undefined;
}

/** What a fragment turned out to hold. */
export type Arrived = { fields: Fields; older: boolean } | { fault: "newer" | "damaged" };

/** Reads a fragment, without #; undefined when it is no link of this kind. */
export async function arrivedIn(fragment: string): Promise<Arrived | undefined> {
  if (!fragment.startsWith("s=")) return undefined;
  const bytes = fragment.length <= longestFragment && bytesOf(fragment.slice(2));
  if (!bytes || bytes.length < 6) return { fault: "damaged" };
  const sum = new DataView(bytes.buffer).getUint32(bytes.length - 4);
  if (sum !== crc32(bytes.subarray(0, -4))) return { fault: "damaged" };
  if (bytes[0]! > edition) return { fault: "newer" };
  const text = await through(bytes.subarray(1, -4), new DecompressionStream("deflate-raw"), mostText);
  const fields = text && read(new TextDecoder().decode(text));
  return fields ? { fields, older: bytes[0]! < edition } : { fault: "damaged" };
}
