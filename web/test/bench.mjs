// Times the page in Chromium at a quarter of the CPU and on a line of 9 Mbps and
// 60 ms, beside its bars: when the form can be used, when the first result is
// there, how long later results take, and how soon a lost worker is back.
// It prints and never fails: times depend on the machine.

import { availableParallelism, loadavg } from "node:os";
import { startBrowser, startServer } from "./built/parley.mjs";

const runs = 5;
const edits = 60;
const slow = { cpu: 4, latency: 60, bytes: 9_000_000 / 8 };

const server = await startServer();
const browser = await startBrowser();

async function open() {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: slow.latency, downloadThroughput: slow.bytes, uploadThroughput: slow.bytes });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slow.cpu });
  await page.addInitScript(() => {
    // When the form is drawn; and when each plan is there that answers the form.
    globalThis.seen = { form: undefined, plans: [] };
    const look = () => {
      if (!seen.form && document.querySelector("#owed_principal")) seen.form = performance.now();
      const plan = document.querySelector(".plan");
      const fresh = Boolean(plan) && !plan.classList.contains("stale");
      if (fresh && !look.was) seen.plans.push(performance.now());
      look.was = fresh;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  });
  return { context, page };
}

/** One visit: seconds to the form and to the first result that the engine computed here. */
async function visit() {
  const { context, page } = await open();
  await page.goto(server.url, { waitUntil: "commit" });
  await page.waitForFunction(() => seen.form !== undefined);
  const form = await page.evaluate(() => seen.form);
  // The example's answer was computed by the build, so a change asks the engine for one.
  await page.locator("#count").fill("36");
  await page.waitForFunction(() => document.querySelector(".headline .dates").textContent.startsWith("36 "));
  const first = await page.evaluate(() => seen.plans.at(-1));
  return { context, page, form, first };
}

/** Milliseconds from each of many changes to the plan that answers it. */
const laterResults = (page, count) =>
  page.evaluate(async (count) => {
    const box = document.querySelector("#count");
    const times = [];
    for (let n = 0; n < count; n++) {
      const told = new Promise((resolve) => {
        const wanted = `${12 + (n % 30)} `;
        const watch = new MutationObserver(() => {
          const plan = document.querySelector(".plan");
          if (plan.classList.contains("stale") || !document.querySelector(".headline .dates").textContent.startsWith(wanted)) return;
          watch.disconnect();
          resolve(performance.now());
        });
        watch.observe(document.querySelector("#result"), { subtree: true, childList: true, characterData: true, attributes: true });
      });
      const from = performance.now();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, `${12 + (n % 30)}`);
      box.dispatchEvent(new Event("input", { bubbles: true }));
      times.push((await told) - from);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return times;
  }, count);

/** Milliseconds from the loss of the worker, found with the next change, to the plan that answers it. */
async function recovery(page) {
  await page.workers()[0].evaluate(() => {
    // The next message kills it, as a panic of the engine does.
    self.onmessage = () => self.postMessage({ died: "killed by the bench" });
  });
  const [time] = await laterResults(page, 1);
  return time;
}

const ranked = (times) => [...times].sort((one, other) => one - other);
const median = (times) => ranked(times)[Math.floor(times.length / 2)];
const p95 = (times) => ranked(times)[Math.ceil(times.length * 0.95) - 1];
const line = (what, value, unit, bar) => console.log(`${what.padEnd(44)}${value.toFixed(unit === "s" ? 2 : 0).padStart(8)} ${unit.padEnd(3)} bar ${bar} ${unit}`);

const forms = [];
const firsts = [];
const laters = [];
const recoveries = [];
for (let run = 0; run < runs; run++) {
  const { context, page, form, first } = await visit();
  forms.push(form / 1000);
  firsts.push(first / 1000);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  laters.push(...(await laterResults(page, edits / runs)));
  recoveries.push(await recovery(page));
  await context.close();
}
console.log(`${loadavg()[0].toFixed(1)} programs want ${availableParallelism()} processors; above one each, the times are not the page's own`);
console.log(`page at ${slow.cpu}× less CPU, ${slow.bytes * 8 / 1e6} Mbps, ${slow.latency} ms; ${runs} first visits, ${edits} changes`);
line("form can be used, median", median(forms), "s", 0.8);
line("first result of the engine, median", median(firsts), "s", 1.5);
line("later results, median", median(laters), "ms", 50);
line("later results, 95th percentile", p95(laters), "ms", 50);
line("result after the worker is lost, median", median(recoveries), "ms", 200);
await browser.close();
await server.stop();
