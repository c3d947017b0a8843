// Packages of Go's library that the browser's engine links and never calls, replaced
// by stand-ins: for each folder of _standin, the package of that path.
//
// math/big and decimal import them for methods that the engine does not use, yet the
// linker keeps what starts with a program and what could be called over an interface.
// A stand-in has the names that are imported and no more, so that a use of another
// does not compile; the tests of the built engine compare its answers with those of
// the server, which is compiled with the library as it is.

import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const standins = fileURLToPath(new URL("_standin", import.meta.url));

/** Writes to file what go build takes as -overlay: an empty name takes a file away. */
export function writeOverlay(file, env) {
  const files = readdirSync(standins, { recursive: true }).filter((name) => name.endsWith(".go"));
  const replace = {};
  for (const name of files) {
    const path = dirname(name);
    const [dir, ...sources] = execFileSync("go", ["list", "-f", '{{.Dir}}|{{join .GoFiles "|"}}', path], { encoding: "utf8", env }).trim().split("|");
    sources.forEach((source, n) => (replace[join(dir, source)] = n === 0 ? join(standins, name) : ""));
  }
  writeFileSync(file, JSON.stringify({ Replace: replace }, null, 2));
}
