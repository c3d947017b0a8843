// Loads a TypeScript file of the page or of the npm package, so that tests run on
// the sources themselves and need no build.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The module at a path, or what several of them export, with one copy of what they share. */
export async function source(...paths) {
  const exports = paths.map((path) => `export * from ${JSON.stringify(fileURLToPath(new URL(`../${path}`, import.meta.url)))};`);
  const { outputFiles } = await build({
    stdin: { contents: exports.join("\n"), resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    format: "esm",
    target: "node20",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
