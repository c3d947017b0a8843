// The start: draws the page at once and brings up the engine beside it.

import { render } from "preact";
import { load } from "./asking.ts";
import { Page } from "./page.tsx";

interface ScriptPolicy { createScriptURL(url: string): string }
declare const trustedTypes: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } | undefined;

// One policy, for the one script address that the page hands to the browser.
const rules: ScriptPolicy = {
  createScriptURL(url) {
    if (url !== WORKER_URL) throw new TypeError("not the address of the worker");
    return url;
  },
};
const policy = typeof trustedTypes === "undefined" ? rules : trustedTypes.createPolicy("parley", rules);

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
void load({ wasm: WASM_URL, open: () => new Worker(policy.createScriptURL(WORKER_URL), { type: "module" }) });
