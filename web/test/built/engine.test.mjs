import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { load } from "../../../wasm/npm/dist/node.js";
import { ask, startServer } from "./parley.mjs";

const bytes = readFileSync(new URL("../../../wasm/npm/dist/parley.wasm", import.meta.url));

let server;
let engine;
before(async () => {
  server = await startServer();
  engine = await load(bytes);
});
after(() => server?.stop());

const terms = { shape: "level", count: 24, first_due: "2026-12-20", every: { unit: "month", n: 1 }, rate: { value: "0.0725", per: "year" } };
const quote = (more = {}) =>
  JSON.stringify({ as_of: "2026-11-23", currency: "CNY", pack: "cn-card", claim: { components: { principal: "30000.00" } }, terms: { ...terms, ...more } });

test("the browser's engine answers with the bytes of the API", async () => {
  for (const request of [quote(), quote({ count: 600 }), quote({ shape: "equal_principal" }), quote({ count: undefined, amount: "5000" })]) {
    const { status, body } = await ask(server.url, JSON.parse(request));
    assert.equal(status, 200, body);
    assert.equal(engine.call("quote", request).body, body);
  }
});

test("the digest of the page is the digest of the API", async () => {
  const answer = await fetch(`${server.url}/v1/quote`, { method: "POST", headers: { "content-type": "application/json" }, body: quote() });
  const { canonical, body } = engine.call("quote", quote());
  const digest = createHash("sha256").update(`${canonical}\n${body}`);
  const [hex, base64] = [digest.copy().digest("hex"), digest.digest("base64")];
  const header = answer.headers.get("parley-digest");
  assert.ok(header.includes(hex) || header.includes(base64), header);
});

test("what cannot be read is refused, and the next request works", () => {
  const hostile = ["", "null", "[]", "{", `{"as_of":${"9".repeat(1_000_000)}}`, `${"[".repeat(100_000)}`, '{"a":1,"a":2}', "\u0000", quote({ count: 601 }), quote({ count: 0 }), quote({ first_due: "2026-02-30" })];
  for (const request of hostile) {
    const { failed, body } = engine.call("quote", request);
    assert.equal(failed, true, request.slice(0, 80));
    assert.ok(JSON.parse(body).problems.length > 0);
    assert.equal(engine.call("quote", quote()).failed, false);
  }
  assert.equal(engine.call("no such operation", "{}").failed, true);
});

test("a request beyond the buffer is refused without harm", () => {
  assert.throws(() => engine.call("quote", " ".repeat((4 << 20) + 1)), { name: "TooLong" });
  assert.equal(engine.call("quote", quote()).failed, false);
});

test("text beyond ASCII passes both ways", () => {
  const { failed, body } = engine.call("quote", '{"欠款":"１２"}');
  assert.equal(failed, true);
  assert.match(body, /^\{"problems":\[/);
});

test("the engine names no file and no function of its source, and collects its garbage all the same", () => {
  for (const name of ["calc/repay/kernel.go", "parley/calc.Do"]) assert.equal(Buffer.from(bytes).includes(name), false, name);
  const first = engine.call("quote", quote({ count: 600 })).body;
  for (let n = 0; n < 1000; n++) assert.equal(engine.call("quote", quote({ count: 600 })).body, first);
});
