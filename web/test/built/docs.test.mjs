// The documents of the API as people see them.

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { stage } from "./parley.mjs";

const set = stage();

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const theme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`${theme}, ${width} px: axe finds nothing, nothing scrolls sideways, and nothing but the page is asked for`, async () => {
      const context = await set.browser.newContext({ colorScheme: theme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const requests = [];
      const faults = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => faults.push(message.text()));
      await page.addInitScript({ content: axe.source });
      for (const path of ["/docs", "/docs/quote", "/docs/pack", "/v1/problems", "/v1/problems/too_many_items"]) {
        requests.length = 0;
        await page.goto(set.server.url + path);
        for (const folded of await page.locator("details").all()) await folded.evaluate((details) => (details.open = true));
        const found = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), tags);
        assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]), [], path);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, path);
        assert.deepEqual(requests, [set.server.url + path]);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}
