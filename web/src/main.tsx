// The start: draws the page at once and brings up the engine beside it.

import { render } from "preact";
import { receive } from "./arrival.ts";
import { load } from "./asking.ts";
import { editByKeys } from "./edits.ts";
import { Page } from "./page.tsx";

interface ScriptPolicy { createScriptURL(url: string): string }
declare const trustedTypes: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } | undefined;

// One policy, for the two script addresses that the page hands to the browser.
const rules: ScriptPolicy = {
  createScriptURL(url) {
    if (url !== WORKER_URL && url !== OFFLINE_URL) throw new TypeError("not an address of the page");
    return url;
  },
};
const policy = typeof trustedTypes === "undefined" ? rules : trustedTypes.createPolicy("parley", rules);

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
addEventListener("keydown", editByKeys);
addEventListener("hashchange", receive);
void receive();
await load({ wasm: WASM_URL, open: () => new Worker(policy.createScriptURL(WORKER_URL), { type: "module" }) });
// Last, so that the copy for use without a network is filled from what was loaded just now.
// Plain HTTP outside localhost has none, and a browser may refuse one: then there is no copy.
navigator.serviceWorker?.register(policy.createScriptURL(OFFLINE_URL)).catch(() => undefined);
