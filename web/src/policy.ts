// One policy for Trusted Types, for the one script address that a document hands to the browser.

interface ScriptPolicy { createScriptURL(url: string): string }
declare const trustedTypes: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } | undefined;

const rules: ScriptPolicy = {
  createScriptURL(url) {
    if (url !== WORKER_URL) throw new TypeError("not the address of the worker");
    return url;
  },
};
const policy = typeof trustedTypes === "undefined" ? rules : trustedTypes.createPolicy("parley", rules);

/** Where the engine comes from, and how its worker is opened. */
export const source = { wasm: WASM_URL, open: () => new Worker(policy.createScriptURL(WORKER_URL), { type: "module" }) };
