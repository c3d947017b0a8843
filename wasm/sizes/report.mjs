// What the first visit downloads, beside the least that Go and shopspring weigh,
// and what each package of the engine adds. Run it after web/build.mjs; it fails
// when the page outgrows its bar.

import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** The whole first load may weigh this many times the floor. */
const bar = 1.25;

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "web/dist");
const work = join(root, ".build/sizes"); // below the module, so that go build knows its packages
const browser = { cwd: root, encoding: "utf8", env: { ...process.env, GOOS: "js", GOARCH: "wasm" } };

const empty = "package main\n\nfunc main() {}\n";

/** The floor: a main that puts one decimal through the arithmetic of an instalment and prints it. */
const floor = withDecimal([]);

// The rows: the floor, and the floor with everything that one package exports.
const programs = new Map([["an empty Go main", empty], ["+ shopspring/decimal: the floor", floor]]);
for (const name of ["money", "civil", "wire", "ledger", "repay", "policy"]) {
  programs.set(`the floor + calc/${name}`, withDecimal([`parley/calc/${name}`]));
}
programs.set("the floor + calc", withDecimal(["parley/calc"]));

/** The floor's program with all that some packages export kept by name, since the linker drops what nobody names. */
function withDecimal(paths) {
  return `package main

import (
	"github.com/shopspring/decimal"
${paths.map((path) => `	${JSON.stringify(path)}`).join("\n")}
)

var kept = []any{${paths.flatMap(exported).join(", ")}}

func main() {
	for _, each := range kept {
		if each == nil {
			panic("nothing is nil")
		}
	}
	d := decimal.New(164250, -2)
	println(d.Add(d).Sub(decimal.New(1, -2)).Mul(d).Pow(decimal.New(2, 0)).Div(decimal.New(365, 0)).RoundBank(2).StringFixed(2))
}
`;
}

/** Every exported function and method of a package; generic ones have no value to name. */
function exported(path) {
  const list = execFileSync("go", ["list", "-f", '{{.Name}}|{{.Dir}}|{{join .GoFiles "|"}}', path], browser);
  const [name, dir, ...files] = list.trim().split("|");
  const found = files.flatMap((file) => [...readFileSync(join(dir, file), "utf8")
    .matchAll(/^func (?:\((?:\w+ )?(\*?)([A-Z]\w*)\) )?([A-Z]\w*)\(/gm)]);
  return found.map(([, pointer, type, what]) => (type ? `(${pointer}${name}.${type}).${what}` : `${name}.${what}`));
}

/** Builds a program with the flags of the real engine and returns its brotli size. */
async function weigh(text, row) {
  const folder = join(work, String(row));
  const source = join(folder, "main.go");
  const engine = join(folder, "engine.wasm");
  mkdirSync(folder, { recursive: true });
  writeFileSync(source, text);
  await promisify(execFile)("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", engine, source], browser);
  return compressedSize(readFileSync(engine));
}

/** The brotli size as web/build.mjs compresses. It takes ten seconds, so it is remembered by content. */
async function compressedSize(bytes) {
  const memory = join(work, createHash("sha256").update(bytes).digest("hex"));
  if (existsSync(memory)) return Number(readFileSync(memory, "utf8"));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const { length } = await promisify(brotliCompress)(bytes, { params });
  writeFileSync(memory, String(length));
  return length;
}

/** The sizes of rows, as many at a time as there are processors. */
async function weighAll(rows) {
  const sizes = new Array(rows.length);
  let next = 0;
  const take = async () => {
    for (let row = next++; row < rows.length; row = next++) sizes[row] = await weigh(rows[row], row);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, take));
  return sizes;
}

/** What a first visit to a document downloads, by kind: the bytes that are sent. */
function firstLoad(files, document) {
  const kinds = { ".wasm": "engine", ".js": "script and worker", ".css": "style", ".html": "document", ".svg": "icon" };
  const sizes = {};
  for (const { file, brotli } of files.filter(({ loadedBy }) => loadedBy.includes(document))) {
    const kind = kinds[/\.\w+$/.exec(file)[0]] ?? "other";
    sizes[kind] = (sizes[kind] ?? 0) + brotli;
  }
  return sizes;
}

if (!existsSync(join(dist, "index.html"))) throw new Error("the page is not built; node web/build.mjs builds it");
const names = [...programs.keys()];
const weights = await weighAll([...programs.values()]);
const least = weights[1];

const line = (name, bytes, note = "") => console.log(name.padEnd(32) + bytes.toLocaleString("en").padStart(10) + note);
const signed = (bytes) => `   ${bytes < 0 ? "" : "+"}${bytes.toLocaleString("en")}`;

console.log("What each import costs, in bytes of brotli, over the floor");
names.forEach((name, row) => line(name, weights[row], signed(weights[row] - least)));

// Every document by itself: who comes for one does not download the others'.
const files = JSON.parse(readFileSync(join(dist, "sizes.json"), "utf8"));
for (const document of [...new Set(files.flatMap(({ loadedBy }) => loadedBy))]) {
  console.log(`\nThe first load of ${document}, in bytes of brotli`);
  const load = firstLoad(files, document);
  for (const [kind, bytes] of Object.entries(load)) line(kind, bytes);
  const total = Object.values(load).reduce((sum, bytes) => sum + bytes, 0);
  line("all together", total);
  line("an empty Go main + shopspring", least);

  const ratio = total / least;
  console.log(`\n${ratio.toFixed(3)} times the floor; the bar is ${bar}`);
  if (ratio > bar) {
    console.error(`the first load of ${document} is ${Math.ceil(total - bar * least).toLocaleString("en")} bytes above its bar`);
    process.exitCode = 1;
  }
}
