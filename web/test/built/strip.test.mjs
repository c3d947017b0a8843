// A program without what traces read runs as before: what panics is recovered with
// the same words, stacks grow, garbage goes, and deferred calls run in their order.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pack } from "../../../wasm/pack.mjs";
import { strip } from "../../../wasm/strip.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const work = join(root, ".build/strip");
const env = { ...process.env, GOOS: "js", GOARCH: "wasm" };
const loader = join(execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(), "lib/wasm/wasm_exec_node.js");

// Go's loader takes 12 KB of arguments and environment together.
const run = (module) => spawnSync(process.execPath, [loader, module], { encoding: "utf8", env: { PATH: process.env.PATH } });

for (const inlined of [true, false]) {
  test(`a program ${inlined ? "with" : "without"} inlining runs as before`, () => {
    mkdirSync(work, { recursive: true });
    const [whole, bare] = ["whole.wasm", "bare.wasm"].map((name) => join(work, name));
    const flags = ["-trimpath", "-ldflags=-s -w", ...(inlined ? [] : ["-gcflags=all=-l"])];
    execFileSync("go", ["build", ...flags, "-o", whole, "web/test/built/testdata/strip.go"], { cwd: root, env });
    const module = readFileSync(whole);
    writeFileSync(bare, pack(module, strip));
    const [before, now] = [run(whole), run(bare)];
    const [words, trace] = before.stderr.split("\n\ngoroutine ");
    assert.match(words, /goroutines 9\n/);
    assert.match(words, /panic: the last word$/);
    assert.match(trace, /main\.main\(\)/);
    assert.equal(now.stderr.split("\n\ngoroutine ")[0], words);
    assert.equal(now.status, before.status);
    for (const [file, named] of [[whole, true], [bare, false]]) assert.equal(readFileSync(file).includes("main.recovered"), named);
  });
}
