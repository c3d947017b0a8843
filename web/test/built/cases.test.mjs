// The cases of calc/testdata through the browser's door: the same bytes as Go.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "../../../wasm/npm/dist/node.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, "calc/testdata/cases");
const cases = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json")).sort();
const engine = await load(readFileSync(join(root, "wasm/npm/dist/parley.wasm")));

test("there are cases", () => assert.ok(cases.length > 0));

for (const name of cases) {
  const { it, op, request, request_text: text, want } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  test(`${dirname(name)}: ${it}`, () => {
    const { body, failed } = engine.call(op, text ?? JSON.stringify(request));
    assert.equal(body, JSON.stringify(want));
    assert.equal(failed, "problems" in want);
  });
}
