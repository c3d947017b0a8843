// The portfolio of the page and that of the server give the same bytes: what the page
// makes of the files here is what server/portfolio is held against. To write them anew
// after a change of the engine: PARLEY_UPDATE=1 node --test test/built/portfolio.test.mjs

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "../../../wasm/npm/dist/node.js";
import { source } from "../source.mjs";

const { price } = await source("src/collector/pricing.ts");
const file = (name) => new URL(`../../../server/portfolio/testdata/${name}`, import.meta.url);
const engine = await load(await readFile(new URL("../../../wasm/npm/dist/parley.wasm", import.meta.url)));

const ask = async (op, request) => {
  const { body, failed } = engine.call(op, JSON.stringify(request));
  return failed ? JSON.parse(body) : { answer: JSON.parse(body) };
};

for (const form of ["csv", "ndjson"]) {
  test(`accounts as ${form} have the results that the server gives`, async () => {
    const terms = JSON.parse(await readFile(file("terms.json"), "utf8"));
    const results = await price(new Blob([await readFile(file(`accounts.${form}`))]), terms, ask, () => {}, () => false);
    for (const [kind, blob] of Object.entries(results)) {
      const name = file(`of_${form}.results.${kind}`);
      const made = Buffer.from(await blob.arrayBuffer());
      if (process.env.PARLEY_UPDATE) await writeFile(name, made);
      assert.deepEqual(made, await readFile(name));
    }
  });
}
