// The package as others use it: installed from its own archive, by Node, through
// a bundler and from a plain page.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { ask, startBrowser, startServer } from "./parley.mjs";

const source = fileURLToPath(new URL("../../../wasm/npm", import.meta.url));

const request = {
  as_of: "2026-11-23", currency: "CNY", claim: { components: { principal: "1000.00" } },
  terms: { shape: "level", count: 12, first_due: "2026-12-20", every: { unit: "month", n: 1 }, rate: { value: "0", per: "year" } },
};

let folder;
let installed;
let server;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-package-"));
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", folder, source], { cwd: folder, encoding: "utf8" }));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", `./${filename}`], { cwd: folder });
  installed = join(folder, "node_modules/parley");
  server = await startServer();
});
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("each file keeps to its budget, which the README states", () => {
  const budgets = { "parley.wasm": 820_000, "worker.js": 8_000, "node.js": 8_000, "browser.js": 2_500, "http.js": 1_000 };
  const engine = JSON.parse(readFileSync(join(source, "../../web/dist/sizes.json"), "utf8")).find(({ file }) => file.endsWith(".wasm"));
  const readme = readFileSync(join(installed, "README.md"), "utf8");
  for (const [file, budget] of Object.entries(budgets)) {
    // The engine takes a minute to compress, and the build has done it.
    const length = file === "parley.wasm" ? engine.brotli : brotliCompressSync(readFileSync(join(installed, "dist", file))).length;
    assert.ok(length <= budget, `${file} is ${length} bytes, above its ${budget}`);
    assert.ok(readme.includes(budget.toLocaleString("en")), `the README does not say ${budget}`);
  }
});

test("Node imports it by its name", async () => {
  const script = join(folder, "node.mjs");
  writeFileSync(script, `
    import { readFile } from "node:fs/promises";
    import { load } from "parley";
    const engine = await load(await readFile(new URL(import.meta.resolve("parley/parley.wasm"))));
    process.stdout.write(engine.call("quote", ${JSON.stringify(JSON.stringify(request))}).body);
    process.exit();`);
  assert.equal(execFileSync(process.execPath, [script], { encoding: "utf8" }), (await ask(server.url, request)).body);
});

test("the HTTP client tells answers, refusals and strangers apart", async () => {
  const { overHTTP } = await import(pathToFileURL(join(installed, "dist/http.js")).href);
  const parley = overHTTP({ url: `${server.url}/` });
  const { answer, body, digest } = await parley.ask("quote", request);
  assert.equal(body, (await ask(server.url, request)).body);
  assert.equal(answer.plan.count, 12);
  assert.match(digest, /^sha-256=:/);
  const { refusal } = await parley.ask("quote", { ...request, currency: "XXX" });
  assert.equal(refusal.status, 422);
  assert.equal(refusal.problems[0].pointer, "#/currency");
  const page = await fetch(server.url + refusal.type);
  assert.equal((await page.json()).code, refusal.code);
  const stranger = overHTTP({ url: "http://nowhere.invalid", send: async () => new Response("<html>", { status: 502 }) });
  await assert.rejects(stranger.ask("packs", {}), { name: "NoParley", status: 502 });
});

/** Serves the installed package, and a page that imports it. */
function host(pages) {
  const types = { js: "text/javascript", wasm: "application/wasm", html: "text/html" };
  const listener = createServer((asked, answer) => {
    const name = asked.url.slice(1) || "index.html";
    const bytes = pages[name] ?? readFileSync(join(installed, name));
    answer.setHeader("content-type", types[name.split(".").pop()]).end(bytes);
  });
  return new Promise((resolve) => listener.listen(0, "127.0.0.1", () => resolve(listener)));
}

const asks = (imports) => `import { connect } from ${JSON.stringify(imports)};
  const parley = await connect({ wasm: "/dist/parley.wasm", open: () => new Worker("/dist/worker.js", { type: "module" }) });
  const { body } = await parley.ask("quote", ${JSON.stringify(request)});
  document.title = body;`;

for (const way of ["from a plain page", "through a bundler"]) {
  test(`a browser imports it ${way}`, async () => {
    let script = asks("/dist/browser.js");
    if (way === "through a bundler") {
      const stdin = { contents: asks("parley"), resolveDir: folder };
      script = (await build({ stdin, bundle: true, format: "esm", write: false })).outputFiles[0].text;
    }
    const listener = await host({ "index.html": '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>', "page.js": script });
    const browser = await startBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${listener.address().port}/`);
      await page.waitForFunction(() => document.title.startsWith("{"));
      assert.equal(await page.title(), (await ask(server.url, request)).body);
    } finally {
      await browser.close();
      listener.close();
      listener.closeAllConnections();
    }
  });
}
