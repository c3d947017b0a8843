// The keys that offers are checked with: asked for once, when the document is
// loaded, and kept for when there is no network.

import { signal } from "@preact/signals";
import { keepKeys, keptKeys } from "../keep.ts";
import { signersIn, type Signer } from "./token.ts";

const held = keptKeys();
export const signers = signal<Signer[] | undefined>(held === undefined ? undefined : signersIn(held));

export async function fetchKeys() {
  try {
    const answered = await fetch("/.well-known/jwks.json", { cache: "no-cache" });
    const set = await answered.text();
    const read = answered.ok ? signersIn(set) : undefined;
    if (!read) return;
    keepKeys(set);
    signers.value = read;
  } catch {
    // No network: those that were kept do.
  }
}
