// How long a negotiation takes in a browser: the drawn requests of the native
// benchmark, through the supervisor and the worker of the npm package. Run it after
// web/build.mjs. The quickest of the calls of each request says what the engine
// takes where others use the machine.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { startBrowser } from "../../web/test/built/parley.mjs";

const rounds = 7; // of which the first two are left out, while the browser still compiles

const file = (path) => readFileSync(new URL(path, import.meta.url));
const requests = file("../../calc/testdata/bench/negotiate.jsonl").toString().trim().split("\n");

const types = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };
const files = new Map([["/index.html", "<!doctype html><title>Parley</title>"]]);
for (const name of ["browser.js", "worker.js", "parley.wasm"]) files.set(`/${name}`, file(`../npm/dist/${name}`));

const server = createServer(({ url }, response) => {
  const body = files.get(url);
  response.writeHead(body ? 200 : 404, { "content-type": types[url.split(".").pop()] ?? "text/plain" }).end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await startBrowser();

/** Asks everything in turn, in the page; a request of nothing tells what the way there and back takes. */
async function timeCalls({ requests, rounds }) {
  const { connect } = await import("/browser.js");
  const parley = await connect({ wasm: "/parley.wasm", open: () => new Worker("/worker.js", { type: "module" }) });
  const calls = [];
  for (let round = 0; round < rounds; round++) {
    for (const [number, request] of [...requests, "{}"].entries()) {
      const start = performance.now();
      const { body, failed } = await parley.call("negotiate", request);
      const taken = performance.now() - start;
      const kind = failed ? "refused, for the way there and back" : JSON.parse(body).status.replace("_", " ");
      if (round >= 2) calls.push({ kind, number, taken });
    }
  }
  return calls;
}

const percentile = (times, percent) => times.sort((a, b) => a - b)[Math.floor((times.length * percent) / 100)].toFixed(1);

try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/index.html`);
  const calls = await page.evaluate(timeCalls, { requests, rounds });
  const line = (name, ...cells) => console.log(name.padEnd(52) + cells.map((cell) => cell.padStart(20)).join(""));
  line("A negotiation in the browser's worker, in ms", "p50 of all calls", "p95 of all calls", "p95 of the quickest");
  for (const kind of new Set(calls.map((call) => call.kind))) {
    const some = calls.filter((call) => call.kind === kind);
    const quickest = [...new Set(some.map(({ number }) => number))].map((number) => Math.min(...some.filter((call) => call.number === number).map(({ taken }) => taken)));
    line(kind, percentile(some.map(({ taken }) => taken), 50), percentile(some.map(({ taken }) => taken), 95), percentile(quickest, 95));
  }
} finally {
  await browser.close();
  server.close();
}
