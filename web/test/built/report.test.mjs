// The report of a partner: two negotiations in two currencies, counted by collector,
// in each language at the width of a usual screen, on paper and as a table to save.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { clean, stage, visit, withAxe } from "./parley.mjs";

const set = stage({ records: true });

/** Puts a negotiation on record: an offer, its acceptance and a first payment. */
async function happen(currency, who) {
  const post = async (path, body, once, match) => {
    const answer = await fetch(`${set.server.url}/v1/negotiations${path}`, {
      method: "POST", body: JSON.stringify(body),
      headers: { authorization: `Bearer ${set.server.key}`, "content-type": "application/json", "idempotency-key": once, ...(match && { "if-match": match }) },
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    return answer.json();
  };
  const offer = { paid: "1200.00", waived: "300.00", amount: "600.00", count: 2, every: { unit: "month", n: 1 }, first_due: "2026-11-10" };
  const { id } = await post("", { as_of: "2026-11-01", currency, record: { rules: {} }, event: { kind: "offer", date: "2026-11-01", by: "creditor", who, tier: "two months", offer } }, currency);
  await post(`/${id}/events`, { as_of: "2026-11-02", event: { kind: "accept", date: "2026-11-02", by: "borrower", number: 1 } }, `${id}2`, '"1"');
  await post(`/${id}/events`, { as_of: "2026-11-10", event: { kind: "payment", date: "2026-11-10", by: "borrower", amount: "600.00" } }, `${id}3`, '"2"');
}

test("the report is read with a key, told apart by currency, and right to the cent", async () => {
  await happen("GBP", "Ann");
  await happen("CNY", "李");
  for (const [language, width, unnamed] of [["en", 1280, "Total"], ["zh-CN", 360, "合计"]]) {
    const { page, requests, faults, close } = await visit(set.browser, `${set.server.url}/report`, { language, width, ready: "#key", copy: false, before: withAxe });
    assert.ok(requests.every((url) => !url.includes("/v1/")), "nothing is asked of the server before a key is given");
    await page.locator("#key").fill(set.server.key);
    await page.locator("#from").fill("2026-11-01");
    await page.locator("#to").fill("2026-11-30");
    await page.locator("#by").selectOption("collector");
    await page.locator("button[type=submit]").click();
    await page.locator("table").first().waitFor();
    const text = (rows) => page.locator(rows).evaluateAll((all) => all.map((row) => [...row.cells].map(({ textContent }) => textContent).join("|")));
    const money = "1|1|1|1,200.00|300.00|600.00|40%|600.00";
    const promises = "1|600.00|600.00|1|0|0|0";
    assert.deepEqual(await text("tbody tr"), [`李|${money}`, `李|${promises}`, "李|0|0|0|0|0", `Ann|${money}`, `Ann|${promises}`, "Ann|0|0|0|0|0"]);
    assert.equal((await text("tfoot tr"))[3], `${unnamed}|${money}`);
    await clean(page);
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("section .actions button").nth(1).click()]);
    assert.match(readFileSync(await file.path(), "utf8"), /^\ufeffcollector,currency,[^\r]*\r\nAnn,GBP,1,1,1,1200\.00,/);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await page.locator("form, .top").evaluateAll((all) => all.map((element) => getComputedStyle(element).display)), ["none", "none"]);
    assert.ok(await page.evaluate(() => Object.values({ ...localStorage, ...sessionStorage }).every((kept) => !kept.includes("parley_live_"))), "the key is kept nowhere");
    assert.deepEqual(await faults(), []);
    await close();
  }
  const { page, close } = await visit(set.browser, `${set.server.url}/report`, { ready: "#key", copy: false });
  await page.locator("#key").fill("parley_live_none");
  await page.locator("button[type=submit]").click();
  await page.getByText("This key does not open the report").waitFor();
  await close();
});
