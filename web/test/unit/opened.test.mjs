import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { openedIn } = await source("src/opened.ts");

const link = (op, text) => `#open=${op}.${Buffer.from(text).toString("base64url")}`;

test("a link's request is read as it was written", () => {
  const request = { currency: "CNY", mandate: { tiers: [{ name: "一个月内结清" }] } };
  assert.deepEqual(openedIn(link("lint", JSON.stringify(request))), { op: "lint", request });
  assert.equal(openedIn("#offers"), undefined);
  assert.equal(openedIn(""), undefined);
});

test("what is no request, or too long for one, is damaged", () => {
  const long = link("lint", JSON.stringify({ text: "x".repeat(12_000) }));
  for (const hash of [
    "#open=", "#open=lint", "#open=lint.", "#open=lint.%00", "#open=LINT.e30", "#open=../x.e30", "#open=lint.e", link("lint", "{"), link("lint", "null"),
    link("lint", "[]"), link("lint", "1"), link("lint", '"text"'), `#open=lint.${Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString("base64url")}`, long, `#open=lint.${"A".repeat(1e6)}`,
  ]) assert.equal(openedIn(hash), "damaged", hash.slice(0, 60));
  assert.equal({}.a, undefined);
});
