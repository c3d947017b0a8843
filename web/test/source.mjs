// Loads a TypeScript file of the page or of the npm package, so that tests run on
// the sources themselves and need no build.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export async function source(path) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${path}`, import.meta.url))],
    bundle: true,
    format: "esm",
    target: "node20",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
