// One sum shared among several debts, with the figures of the API.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, clean, stage, visit, withAxe } from "./parley.mjs";

const set = stage();

const languages = {
  en: { example: "Look at an example", add: "Add a debt", short: /The least payments of the first month are CN¥500\.00 more/ },
  "zh-CN": { example: "看一个示例", add: "添加一笔", short: /最低还款比这笔钱多 ¥500\.00/ },
};

for (const [language, words] of Object.entries(languages)) {
  const width = language === "en" ? 1280 : 360;
  test(`${language}, ${width} px: four ways side by side, as the API shares it, by keyboard and without a fault for axe`, async () => {
    const { page, faults, requests, close } = await visit(set.browser, `${set.server.url}/share`, { language, width, ready: "#debts-title", before: withAxe });
    const loaded = requests.length;
    await clean(page);
    await page.getByRole("button", { name: words.example }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".ways-table").waitFor();
    const debt = (name, balance, rate, minimum, priority) => ({ name, balance, ...(rate && { rate: { value: rate, per: "year" } }), ...(minimum && { minimum }), priority });
    const { body } = await ask(set.server.url, {
      as_of: "2026-11-24", currency: "CNY", budget: { per_period: "1600" },
      debts: [debt("Card", "12000", "0.1825", "600", 2), debt("Loan", "8000", "0.146", "400", 2), debt("Rent", "3000", "", "", 1)],
    }, "share");
    const { ways } = JSON.parse(body);
    const cells = await page.locator(".ways-table tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.textContent.replaceAll(",", ""))));
    assert.equal(cells.length, 1 + 3);
    for (const [n, way] of ways.entries()) {
      for (const [row, { months, interest, amount }] of [way, ...way.parts].entries()) {
        for (const figure of [`${months}`, interest, ...(amount ? [amount] : [])]) assert.ok(cells[row][n].includes(figure), `${cells[row][n]} ${figure}`);
      }
    }
    await clean(page);
    await page.locator("#share-monthly").fill("500");
    await page.getByText(words.short).waitFor();
    await page.getByRole("button", { name: words.add }).click();
    await page.locator("#debt-3-name").fill("<b>x");
    await page.locator("#debt-3-balance").fill("abc");
    await page.locator(".notice.review li").first().waitFor();
    assert.equal(await page.locator("main b").count(), 0);
    await clean(page);
    assert.deepEqual(requests.slice(loaded), [], "requests after load");
    assert.deepEqual(await faults(), []);
    await close();
  });
}
