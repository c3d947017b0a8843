// The first script of every document that computes, and a file of its own: it has the engine brought
// up beside the page, whose own script is still on its way. It holds the one policy for
// Trusted Types, for the two script addresses that a document hands to the browser.

import { connect } from "../../wasm/npm/browser.ts";

interface ScriptPolicy { createScriptURL(url: string): string }
declare const trustedTypes: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } | undefined;

const rules: ScriptPolicy = {
  createScriptURL(url) {
    if (url !== WORKER_URL && url !== OFFLINE_URL) throw new TypeError("not an address of the page");
    return url;
  },
};
const policy = typeof trustedTypes === "undefined" ? rules : trustedTypes.createPolicy("parley", rules);

/** Starts a worker, which fetches the engine and brings it up. */
export const bringUp = () => connect({ wasm: WASM_URL, open: () => new Worker(policy.createScriptURL(WORKER_URL), { type: "module" }) });

/** The first attempt, which is under way before the page is drawn. */
export const first = bringUp();
first.catch(() => {}); // whoever waits for it says so

/**
 * Keeps a copy of the page for use without a network. Called when all else is
 * loaded, so that the copy is filled from what is there. Plain HTTP outside
 * localhost has none, and a browser may refuse one: then there is no copy.
 */
export function keepCopy() {
  navigator.serviceWorker?.register(policy.createScriptURL(OFFLINE_URL)).catch(() => undefined);
}
