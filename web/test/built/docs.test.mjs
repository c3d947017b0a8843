// The documents of the API as people see them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, stage, visit, withAxe } from "./parley.mjs";

const set = stage();

for (const theme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`${theme}, ${width} px: axe finds nothing, nothing scrolls sideways, and nothing but the page is asked for`, async () => {
      const context = await set.browser.newContext({ colorScheme: theme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const requests = [];
      const faults = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => faults.push(message.text()));
      await withAxe(page);
      for (const path of ["/docs", "/docs/quote", "/docs/pack", "/v1/problems", "/v1/problems/too_many_items"]) {
        requests.length = 0;
        await page.goto(set.server.url + path);
        for (const folded of await page.locator("details").all()) await folded.evaluate((details) => (details.open = true));
        await clean(page, path);
        assert.deepEqual(requests, [set.server.url + path]);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}

test("every example that opens is shown by its document only after a look, and comes to what the API answers", async () => {
  const { page, faults, requests, close } = await visit(set.browser, `${set.server.url}/docs`, { ready: "h1", copy: false });
  const examples = [];
  for (const op of ["quote", "check", "negotiate", "counter", "lint", "assess", "apr"]) {
    await page.goto(`${set.server.url}/docs/${op}`);
    examples.push(...(await page.locator("details").evaluateAll((all) => all.map((each) => ({
      href: each.querySelector("a")?.getAttribute("href"), status: each.querySelector(".status").textContent, answer: each.querySelectorAll("pre")[1].textContent,
    })))).map((each) => ({ ...each, op })));
  }
  const open = examples.filter(({ href }) => href);
  assert.ok(examples.some(({ op, href }) => op === "apr" && !href), "an operation without a form says so");
  assert.deepEqual([...new Set(open.map(({ op }) => op))], ["quote", "check", "negotiate", "counter", "lint", "assess"]);
  const plain = async (at) => (await page.locator(at).first().textContent()).replaceAll(",", "");
  for (const document of ["/", "/check", "/collector"]) {
    await page.goto(set.server.url + document);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const loaded = requests.length;
    for (const { op, href, status, answer } of open.filter(({ href }) => href.split("#")[0] === document)) {
      await page.evaluate((hash) => (location.hash = hash), href.split("#")[1]);
      const title = page.locator("#arrival-title");
      await title.waitFor();
      assert.ok(await title.evaluate((heading) => heading === document.activeElement), "the reader is led to it");
      await page.locator(":is(.arrival, [aria-labelledby=arrival-title]) button").first().click();
      const told = JSON.parse(answer);
      if (status !== "200") {
        await page.locator(".notice.review, .outcome .problem").first().waitFor();
      } else if (op === "quote" && document === "/") {
        await page.locator(".plan:not(.stale)").waitFor();
        assert.ok((await plain(".headline")).includes(told.plan.totals.paid), href);
      } else if (op === "quote") {
        await page.getByText(told.plan.totals.paid.replace(/\B(?=(\d{3})+\.)/g, ",")).first().waitFor();
      } else if (op === "check") {
        await page.locator("#offer-result").waitFor();
      } else if (op === "lint") {
        await page.waitForFunction((count) => document.querySelectorAll(".standing:not(.stale) li").length === count, told.remarks.length);
      } else if (op === "assess") {
        await page.waitForFunction((total) => document.querySelector(".outcome p")?.textContent.replaceAll(",", "").includes(total), told.claim.total);
      } else {
        await page.locator(".answer:not(.stale)").waitFor();
      }
      if (op === "assess") await page.locator("[aria-labelledby=arrival-title] button").last().click();
    }
    for (const hostile of ["open=", "open=check", "open=quote.!!", "open=quote.bnVsbA", "open=check.e30", `open=lint.${"A".repeat(20_000)}`, `open=negotiate.${btoa('{"claim":null}').replace(/=+$/, "")}`, `open=negotiate.${btoa('{"__proto__":{"a":1},"claim":{"components":[]}}').replace(/=+$/, "")}`]) {
      if (document === "/") continue; // the plan's own links have their own test
      await page.evaluate((hash) => (location.hash = hash), hostile);
      await page.getByRole("heading", { name: "The link could not be read" }).waitFor();
      await page.getByRole("button", { name: "Close" }).click();
    }
    assert.deepEqual(requests.slice(loaded), [], "requests after load");
  }
  assert.deepEqual(await faults(), []);
  await close();
});
