// Builds everything that a browser needs: the engine, its npm package, and the
// documents in dist. One command, node web/build.mjs; it prints a table of sizes.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { writeOverlay } from "../wasm/overlay.mjs";
import { pack } from "../wasm/pack.mjs";
import { strip } from "../wasm/strip.mjs";
import { documents } from "./documents.mjs";

const web = fileURLToPath(new URL(".", import.meta.url));
const root = join(web, "..");
const npm = join(root, "wasm/npm");
const packed = join(npm, "dist");
const dist = join(web, "dist");

// The collector for machines with many processors weighs 8 KB and has nothing to do here.
const browser = { ...process.env, GOOS: "js", GOARCH: "wasm", GOEXPERIMENT: "nogreenteagc" };
const go = (...args) => execFileSync("go", args, { cwd: root, encoding: "utf8", env: browser });

// d3-scale brings colours and labels along; see the file that stands in for them.
const alias = Object.fromEntries(["d3-interpolate", "d3-format"].map((name) => [name, join(web, "src/scale-parts.ts")]));
const common = { bundle: true, format: "esm", target: "es2022", minify: true, legalComments: "none", charset: "utf8" };

// Inlining would make these ten 47 KB larger after brotli, a call a tenth faster and
// a negotiation a fifth. All else is inlined, Go's library and runtime too, which are smaller for it.
const plain = [
  "parley/calc", "parley/calc/ledger", "parley/calc/money", "parley/calc/negotiate", "parley/calc/policy", "parley/calc/wire",
  "math/big", "strings", "syscall/js", "github.com/shopspring/decimal",
];
const small = plain.map((path) => `-gcflags=${path}=-l`);

/** The engine and its npm package, in wasm/npm/dist. */
async function buildEngine() {
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed);
  const engine = join(packed, "parley.wasm");
  const overlay = join(packed, "overlay.json");
  writeOverlay(overlay, browser);
  go("build", "-trimpath", "-ldflags=-s -w", ...small, `-overlay=${overlay}`, "-o", engine, "./wasm");
  rmSync(overlay);
  writeFileSync(engine, pack(readFileSync(engine), strip));
  // Go's loader belongs to the Go release that compiled the engine, so it is taken from there and never kept here.
  const inject = [join(go("env", "GOROOT").trim(), "lib/wasm/wasm_exec.js")];
  await build({ ...common, inject, entryPoints: [join(npm, "worker.ts"), join(npm, "node.ts")], outdir: packed });
  await build({ ...common, entryPoints: [join(npm, "browser.ts"), join(npm, "http.ts")], outdir: packed });
  execFileSync(process.execPath, [join(web, "node_modules/typescript/bin/tsc"), "-p", npm], { stdio: "inherit" });
}

/** The example's answer by the engine itself, and the words of it that stand in the document. */
async function answerExample() {
  const file = join(packed, "first.js");
  await build({ ...common, entryPoints: [join(web, "src/borrower/first.ts")], outfile: file });
  const { request, slots } = await import(pathToFileURL(file).href);
  const { load } = await import(pathToFileURL(join(packed, "node.js")).href);
  rmSync(file);
  const engine = await load(readFileSync(join(packed, "parley.wasm")));
  const { body, failed } = engine.call("quote", JSON.stringify(request));
  if (failed) throw new Error(`the engine refused the example: ${body}`);
  return { body, slots: slots(JSON.parse(body)) };
}

/** Writes a file under a name with its hash, and returns its address. */
function place(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const [base, extension] = name.split(".");
  const file = `assets/${base}-${hash}.${extension}`;
  writeFileSync(join(dist, file), bytes);
  return `/${file}`;
}

/** Writes the documents and what they load; returns the documents whose first load takes each file. */
async function buildPage() {
  for (const old of readdirSync(dist)) if (old !== ".gitkeep") rmSync(join(dist, old), { recursive: true });
  mkdirSync(join(dist, "assets"));
  const example = await answerExample();
  const wasm = place("parley.wasm", readFileSync(join(packed, "parley.wasm")));
  const worker = place("worker.js", readFileSync(join(packed, "worker.js")));
  const icon = place("icon.svg", readFileSync(join(web, "icon.svg")));
  const style = async (name) =>
    place(basename(name), (await build({ ...common, entryPoints: [join(web, name)], write: false })).outputFiles[0].contents);
  const start = await buildStart({ WORKER_URL: JSON.stringify(worker), WASM_URL: JSON.stringify(wasm), OFFLINE_URL: JSON.stringify("/offline.js") });
  const scripts = await buildScripts(start, example);
  // A browser asks for the icon again whenever the fragment changes; what lies in the document is asked of nobody.
  const iconText = `data:image/svg+xml,${encodeURIComponent(readFileSync(join(web, "icon.svg"), "utf8").trim())}`;
  const slots = { ...example.slots, iconText, manifest: place("manifest.webmanifest", manifest(icon)) };
  const sharedStyle = await style("style.css");
  const loads = {};
  for (const { file, template = "document.html", script, own, shared, engine, ...texts } of documents) {
    const brings = engine ? { wasm, worker, start } : { wasm: "", worker: "", start: "" };
    const parts = { ...brings, style: shared ? sharedStyle : "", script: scripts[script], own: own ? await style(own) : "" };
    writeFileSync(join(dist, file), fill(readFileSync(join(web, template), "utf8"), { ...slots, ...texts, ...parts }));
    for (const part of [`/${file}`, ...Object.values(parts)]) if (part) (loads[part.slice(1)] ??= []).push(file);
  }
  await buildOffline(loads);
  loads["offline.js"] = documents.map(({ file }) => file);
  loads[slots.manifest.slice(1)] = ["index.html"];
  return loads;
}

/** What a browser needs to install the page beside its own programs. */
const manifest = (icon) =>
  JSON.stringify({
    name: "Parley 协商", short_name: "Parley", lang: "zh-CN", start_url: "/", display: "standalone", background_color: "#f5f4f0", theme_color: "#0b6b5d",
    icons: [{ src: icon, sizes: "any", type: "image/svg+xml", purpose: "any" }],
  });

/** The service worker, with the list of what it keeps. A document's address has no ending. */
async function buildOffline(loads) {
  const address = (file) => `/${file}`.replace(/(index)?\.html$/, "");
  const hash = (text) => createHash("sha256").update(text).digest("hex");
  const hashes = Object.fromEntries(documents.map(({ file }) => [address(file), hash(readFileSync(join(dist, file)))]));
  const files = Object.keys(loads);
  const byDocument = Object.fromEntries(documents.map(({ file }) => [address(file), files.filter((each) => loads[each].includes(file)).map(address)]));
  const define = {
    LOADS: JSON.stringify(byDocument), DOCUMENTS: JSON.stringify(hashes),
    EDITION: JSON.stringify(hash(JSON.stringify([byDocument, hashes])).slice(0, 10)),
  };
  await build({ ...common, entryPoints: [join(web, "src/offline.ts")], outdir: dist, define });
}

/** Bundles the script that brings up the engine, which every document that computes loads first. */
async function buildStart(define) {
  const { outputFiles } = await build({ ...common, entryPoints: [join(web, "src/start.ts")], write: false, define });
  return place("start.js", outputFiles[0].contents);
}

/**
 * Bundles the script of each document by itself, but for the start. Another part that they share would be kept
 * between visits, but costs the first one 4 KB: a whole compresses better than its parts.
 */
async function buildScripts(start, example) {
  const startAlready = {
    name: "start",
    setup(build) {
      build.onResolve({ filter: /\/start\.ts$/ }, () => ({ path: start, external: true }));
    },
  };
  const exampleAnswer = {
    name: "example",
    setup(build) {
      build.onResolve({ filter: /^example:answer$/ }, ({ path }) => ({ path, namespace: "example" }));
      build.onLoad({ filter: /.*/, namespace: "example" }, () => ({ contents: example.body, loader: "json" }));
    },
  };
  const scripts = {};
  for (const { script, entry } of documents) {
    const { outputFiles } = await build({
      ...common, entryPoints: [join(web, entry)], write: false, alias, plugins: [startAlready, exampleAnswer], tsconfig: join(web, "tsconfig.json"),
    });
    scripts[script] = place(`${script}.js`, outputFiles[0].contents);
  }
  return scripts;
}

/** A template with its slots filled; a line that names what this document does not have is left out. */
function fill(template, slots) {
  const slot = /\{\{([\w.]+)\}\}/g;
  const has = (line) => [...line.matchAll(slot)].every(([, name]) => slots[name] !== "");
  return template.split("\n").filter(has).join("\n").replace(slot, (_, name) => escape(slots[name]));
}

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Puts .br and .gz beside each file, writes sizes.json, and prints it as a table. */
function compress(loads) {
  const files = [...documents.map(({ file }) => file), "offline.js", ...readdirSync(join(dist, "assets")).sort().map((name) => `assets/${name}`)];
  const sizes = files.map((file) => {
    const bytes = readFileSync(join(dist, file));
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    const gzip = gzipSync(bytes, { level: 9 });
    writeFileSync(join(dist, `${file}.br`), brotli);
    writeFileSync(join(dist, `${file}.gz`), gzip);
    return { file, raw: bytes.length, gzip: gzip.length, brotli: brotli.length, loadedBy: loads[file] ?? [] };
  });
  writeFileSync(join(dist, "sizes.json"), JSON.stringify(sizes, null, 2) + "\n");
  const sum = (rows) => ["raw", "gzip", "brotli"].map((kind) => rows.reduce((total, row) => total + row[kind], 0));
  const line = (name, numbers) => console.log(name.padEnd(34) + numbers.map((n) => n.toLocaleString("en").padStart(12)).join(""));
  console.log("file".padEnd(34) + ["raw", "gzip", "brotli"].map((name) => name.padStart(12)).join(""));
  for (const { file, raw, gzip, brotli } of sizes) line(file, [raw, gzip, brotli]);
  for (const { file } of documents) {
    const loaded = sizes.filter(({ loadedBy }) => loadedBy.includes(file));
    line(`first load of ${file}`, sum(loaded));
    line("  without the engine", sum(loaded.filter((row) => !row.file.endsWith(".wasm"))));
  }
}

await buildEngine();
compress(await buildPage());
