// A signed offer: whether it is genuine, and what it says. Nothing here asks the
// network, and what the token says of itself decides nothing.

import type { Currency } from "../../../wasm/npm/types.ts";
import { isAmount, isDay } from "../brought.ts";
import { bytesOf, spelled, through } from "../bytes.ts";

/** A public key, and who signs with it. */
export interface Signer { id: string; name: string; x: string }

export interface Money { amount: string; due: string }

export interface Claims {
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  reference: string;
  last_day: string;
  zone: string;
  offer: { currency: Currency; paid: string; waived: string; amount: string; count: number; first_due: string; last_due: string; deposit?: Money };
  engine: string;
  digest: string;
  quote: string;
}

/** Why an offer is not good; those of the API, and what only a browser can run into. */
export type Reason = "malformed" | "key_unknown" | "tampered" | "expired" | "audience" | "keys_missing" | "unsupported";

/** What came of an offer; what it says is known only of one that is genuine. */
export interface Found { reason?: Reason; claims?: Claims }

const longest = 32 << 10;
const start = '{"alg":"EdDSA","kid":"';
const end = '","typ":"parley-offer+jwt"}';

/** Whether a text has the form of a token at all. */
export const isToken = (text: string): boolean => text.length <= longest && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

export async function verify(token: string, signers: readonly Signer[] | undefined, audience: string, now: number): Promise<Found> {
  if (!isToken(token)) return { reason: "malformed" };
  const [head = "", said = "", signature = ""] = token.split(".");
  const [header, payload, sum] = [head, said, signature].map(exactly);
  const name = header && textOf(header);
  if (!name || !payload || sum?.length !== 64 || !name.startsWith(start) || !name.endsWith(end)) return { reason: "malformed" };
  if (!signers) return { reason: "keys_missing" };
  const id = name.slice(start.length, -end.length);
  const signer = signers.find((each) => each.id === id);
  if (!signer) return { reason: "key_unknown" };
  const genuine = await isSigned(signer, new TextEncoder().encode(`${head}.${said}`), sum);
  if (!genuine) return { reason: genuine === undefined ? "unsupported" : "tampered" };
  const claims = claimsIn(payload);
  if (!claims) return { reason: "malformed" };
  if (claims.iss !== signer.name) return { reason: "key_unknown" };
  if (audience && audience.toLowerCase() !== claims.aud.toLowerCase()) return { reason: "audience", claims };
  if (now >= claims.exp * 1000) return { reason: "expired", claims };
  return { claims };
}

/** Undefined when the browser has no Ed25519, or no cryptography at all: plain HTTP outside localhost. */
async function isSigned({ x }: Signer, text: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean | undefined> {
  try {
    const key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, key, signature, text);
  } catch {
    return undefined;
  }
}

/** Bytes of base64url in its one right spelling: a last letter may stand for another, which would be a change unseen. */
export function exactly(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = bytesOf(text);
  return bytes && spelled(bytes) === text ? bytes : undefined;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= longest;

/** What the payload says, key by key; whoever signed it may still have written anything. */
function claimsIn(payload: Uint8Array): Claims | undefined {
  try {
    const { iss, aud, iat, exp, reference, last_day, zone, offer, engine, digest, quote } = JSON.parse(textOf(payload) ?? "") as Claims;
    const { currency, paid, waived, amount, count, first_due, last_due, deposit } = offer;
    const sound =
      [iss, aud, reference, zone, engine, digest, quote].every(isText) && [iat, exp, count].every(Number.isInteger) &&
      [paid, waived, amount].every(isAmount) && [last_day, first_due, last_due].every(isDay) && /^[A-Z]{3}$/.test(currency) &&
      (deposit === undefined || (isAmount(deposit.amount) && isDay(deposit.due)));
    if (!sound) return undefined;
    const facts = { currency, paid, waived, amount, count, first_due, last_due, ...(deposit && { deposit: { amount: deposit.amount, due: deposit.due } }) };
    return { iss, aud, iat, exp, reference, last_day, zone, offer: facts, engine, digest, quote };
  } catch {
    return undefined;
  }
}

/** The most characters that a request may unfold to. */
const mostText = 256 << 10;

/** The request of the plan as it was signed, or undefined when it cannot be read. */
export async function requestIn({ quote }: Claims): Promise<string | undefined> {
  const packed = exactly(quote);
  const text = packed && (await through(packed, new DecompressionStream("deflate-raw"), mostText));
  return text && textOf(text);
}

/** The Parley-Digest of an answer. */
export async function digestOf(canonical: string, body: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${canonical}\n${body}`));
  return `sha-256=:${btoa(String.fromCharCode(...new Uint8Array(bytes)))}:`;
}

/** The keys of a key set that are for offers. */
export function signersIn(set: string): Signer[] | undefined {
  try {
    const { keys } = JSON.parse(set) as { keys: { kty: string; crv: string; kid: string; x: string; name: string }[] };
    return keys.filter(({ kty, crv }) => kty === "OKP" && crv === "Ed25519").map(({ kid, name, x }) => ({ id: `${kid}`, name: `${name}`, x: `${x}` }));
  } catch {
    return undefined;
  }
}
