// A signed offer, held against Node's own Ed25519.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { source } from "../source.mjs";
import { alike } from "../words.mjs";

const { verify, requestIn, signersIn, exactly } = await source("src/offer/token.ts");
const { lastDayOf } = await source("src/day.ts");
const { en } = await source("src/offer/words/en.ts");
const { zh } = await source("src/offer/words/zh.ts");

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const { x } = publicKey.export({ format: "jwk" });
const signers = signersIn(JSON.stringify({ keys: [{ kty: "OKP", crv: "Ed25519", kid: "k", x, name: "Bank" }, { kty: "EC", crv: "P-256", kid: "e", x, name: "Bank" }] }));
const b64 = (text) => Buffer.from(text).toString("base64url");
const head = '{"alg":"EdDSA","kid":"k","typ":"parley-offer+jwt"}';
const facts = { currency: "CNY", paid: "1000.00", waived: "40.00", amount: "333.34", count: 3, first_due: "2026-12-20", last_due: "2027-02-20" };
const said = { iss: "Bank", aud: "李伟", iat: 1, exp: 1000, reference: "r", last_day: "2026-12-10", zone: "UTC", engine: "0", digest: "d", quote: "q", offer: facts };

function token(claims = said, header = head) {
  const signed = `${b64(header)}.${b64(JSON.stringify(claims))}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`;
}

test("a genuine offer says what was signed, and others the first reason why they are not good", async () => {
  assert.deepEqual(await verify(token(), signers, "李伟", 999_999), { claims: said });
  for (const [it, reason, given, whom = "", now = 0] of [
    ["late", "expired", token(), "", 1_000_000],
    ["for another", "audience", token(), "王芳"],
    ["in another's name", "key_unknown", token({ ...said, iss: "Bank " })],
    ["another key", "key_unknown", token(said, head.replace('"k"', '"e"'))],
    ["no algorithm", "malformed", token(said, '{"alg":"none"}')],
    ["the header spelled otherwise", "malformed", token(said, head.replace(",", ", "))],
    ["a byte order mark", "malformed", token(said, `\ufeff${head}`)],
    ["a sum that is none", "malformed", token({ ...said, offer: { ...facts, paid: "1e9" } })],
    ["a deposit that is none", "malformed", token({ ...said, offer: { ...facts, deposit: { amount: "<b>", due: "x" } } })],
    ["no facts", "malformed", token({ ...said, offer: undefined })],
    ["padding", "malformed", `${token()}=`],
    ["nothing", "malformed", ""],
  ]) assert.equal((await verify(given, signers, whom, now)).reason, reason, it);
  assert.deepEqual(await verify(token(), undefined, "", 0), { reason: "keys_missing" });
  assert.deepEqual(await verify(token(), [], "", 0), { reason: "key_unknown" });
});

test("whichever character is changed, the offer is no longer good", async () => {
  const good = token();
  for (let at = 0; at < good.length; at += 3) {
    const changed = good.slice(0, at) + (good[at] === "A" ? "B" : "A") + good.slice(at + 1);
    const { reason, claims } = await verify(changed, signers, "", 0);
    assert.ok(reason && !claims, `character ${at}`);
  }
  assert.equal(exactly("QR"), undefined, "a last letter with bits that count for nothing");
});

test("a request that unfolds without end is not read, nor is what is no request", async () => {
  const { deflateRawSync } = await import("node:zlib");
  assert.equal(await requestIn({ quote: deflateRawSync('{"a":1}').toString("base64url") }), '{"a":1}');
  assert.equal(await requestIn({ quote: deflateRawSync("a".repeat(10_000_000)).toString("base64url") }), undefined);
  for (const quote of ["", "=", "AAAA"]) assert.ok(!(await requestIn({ quote })), quote);
});

test("a link's last day is that of the zone in which it ends", () => {
  for (const [ends, zone, day] of [
    ["2026-12-21T08:00:00Z", "America/Los_Angeles", "2026-12-20"], // midnight, eight hours behind
    ["2026-12-20T16:00:00Z", "Asia/Shanghai", "2026-12-20"],
    ["2026-12-21T00:00:00Z", "UTC", "2026-12-20"],
    ["2026-07-21T04:00:00.000Z", "America/New_York", "2026-07-20"], // four in summer
    ["2026-12-20T10:00:00Z", "Pacific/Kiritimati", "2026-12-20"],
    ["2026-12-21T00:00:00Z", "Nowhere/Known", "2026-12-20"],
  ]) assert.equal(lastDayOf(ends, zone), day, zone);
});

test("both languages of the offer say everything, with the same slots", () =>
  alike(en, zh, (path) => (path === "/every" ? [{ unit: "month", n: 7 }] : undefined)));
