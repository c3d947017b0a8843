// The real server and a real browser for the tests.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** The server at PARLEY_URL, or one that is built and started here; with records it keeps negotiations and signs offers, and key opens them. */
export async function startServer({ records = false } = {}) {
  if (process.env.PARLEY_URL) return { url: process.env.PARLEY_URL.replace(/\/$/, ""), asked: () => [], stop() {} };
  const folder = mkdtempSync(join(tmpdir(), "parley-test-"));
  const binary = join(folder, "parley");
  const log = join(folder, "log"); // a line for each request: of use only when it does not start
  execFileSync("go", ["build", "-o", binary, "./server"], { cwd: root, stdio: "inherit" });
  const address = `127.0.0.1:${await freePort()}`;
  const keys = join(folder, "keys");
  const key = records ? execFileSync(binary, ["key", "create", "-keys", keys, "-partner", "bank-a", "-scopes", "record,offer,report"], { encoding: "utf8", stdio: "pipe" }).match(/parley_live_\S+/)[0] : undefined;
  const signers = join(folder, "signers");
  /** Makes a new key that offers are signed with, and returns its name. */
  const signer = () => execFileSync(binary, ["signer", "create", "-signing-keys", signers, "-partner", "bank-a", "-name", "示例银行 Example Bank"], { encoding: "utf8" }).trim();
  if (records) signer();
  const kept = records ? { PARLEY_KEYS: keys, PARLEY_DB: join(folder, "parley.db"), PARLEY_SIGNING_KEYS: signers, PARLEY_PUBLIC_URL: `http://${address}` } : {};
  const server = spawn(binary, { cwd: folder, env: { ...process.env, ...kept, PARLEY_ADDR: address, PARLEY_ADMIN_ADDR: "off" }, stdio: ["ignore", "ignore", openSync(log, "w")] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const url = `http://${address}`;
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${url}/healthz`).then(({ ok }) => ok, () => false);
    if (ready) break;
    if (server.exitCode !== null || tries === 200) throw new Error(`the server did not start: ${readFileSync(log, "utf8")}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    key,
    signer,
    /** Takes a signing key away, as after a theft. */
    forget: (id) => rmSync(join(signers, `${id}.json`)),
    /** Whether an exported record is whole, as the program says in the shell. */
    verify: (text) => execFileSync(binary, ["record", "verify"], { input: text, encoding: "utf8" }),
    /** The paths of the files that were asked for, in their order; without a server of our own there is no knowing. */
    asked: () => readFileSync(log, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)).filter(({ route }) => route && route !== "/healthz").map(({ route }) => route),
    async stop() {
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const startBrowser = () =>
  chromium.launch({
    executablePath: process.env.PARLEY_CHROMIUM || "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });

/** Starts the server and the browser before the tests of a file, and ends them after. They are there once the tests run. */
export function stage(options) {
  const set = {};
  before(async () => {
    set.server = await startServer(options);
    set.browser = await startBrowser();
  });
  after(async () => {
    await set.browser?.close();
    await set.server?.stop();
  });
  return set;
}

/**
 * Opens the page and records what must not happen: errors, warnings and policy
 * violations in faults, and every request in requests. With a name for a shot, how
 * the page looks at the end is kept in .build/screenshots, for people to look at.
 */
export async function visit(browser, url, { language = "en", theme = "light", width = 1280, height = 900, ready = ".plan:not(.stale), .notice", before, copy = true, shot } = {}) {
  const context = await browser.newContext({ locale: language, colorScheme: theme, viewport: { width, height } });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  context.on("request", (request) => requests.push(request.url()));
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => globalThis.violations.push(violatedDirective));
  });
  await before?.(page);
  // The copy for use without a network is the last part of the load; without one, half a second of silence is.
  await page.goto(url, { waitUntil: copy ? "load" : "networkidle" });
  await page.locator(ready).first().waitFor();
  if (copy) await page.evaluate(() => document.querySelector("[role=alert]") || navigator.serviceWorker.ready.then(() => undefined));
  return {
    page,
    requests,
    faults: async () => [...faults, ...(await page.evaluate(() => globalThis.violations))],
    async close() {
      if (shot) await page.screenshot({ path: join(root, ".build/screenshots", `${shot}-${language}-${width}.png`), fullPage: true });
      await context.close();
    },
  };
}

/** Puts axe into every document that a page opens. */
export const withAxe = (page) => page.addInitScript({ content: axe.source });

/** Axe finds nothing in the page as it is now, and nothing scrolls sideways. */
export async function clean(page, about) {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), values);
  assert.deepEqual(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)]), [], about);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), page.viewportSize().width, about);
}

/** Waits until the plan on the page answers what is in the form. */
export const settled = (page) => page.locator(".plan:not(.stale)").waitFor();

/** Asks the API, as a partner would. */
export async function ask(url, request, op = "quote") {
  const answer = await fetch(`${url}/v1/${op}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  return { status: answer.status, body: await answer.text() };
}
