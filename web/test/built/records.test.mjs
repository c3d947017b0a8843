// Negotiations on record, from the desk's offers to the last payment, in the
// language and at the width of each side's usual screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { clean, stage, visit, withAxe } from "./parley.mjs";

const set = stage({ records: true });

async function unlock(page, key = set.server.key) {
  await page.locator("#key").fill(key);
  await page.locator("button[type=submit]").click();
}

/** Adds what happened, and waits until it is on record. */
async function add(page, events, boxes) {
  for (const [name, value] of Object.entries(boxes)) {
    const box = page.locator(`#box-${name}`);
    await ((await box.evaluate((element) => element.tagName)) === "SELECT" ? box.selectOption(value) : box.fill(value));
  }
  await page.locator("form button[type=submit]").click();
  await page.waitForFunction((count) => document.querySelectorAll(".story > li").length === count, events);
}

const states = {
  en: { offered: "Offers are open", countered: "A counter-offer is open", deposit: "Agreed; the deposit is awaited", kept: "Agreed; promises are kept", missed: "missed" },
  "zh-CN": { offered: "有报价待答复", countered: "有还价待答复", deposit: "已达成，等待首付款", kept: "已达成，按约履行中", missed: "未履行" },
};

for (const [language, width] of [["en", 1280], ["zh-CN", 360]]) {
  test(`${language}, ${width} px: the desk's offers are put on record, answered, agreed and paid, and the record verifies`, async () => {
    const words = states[language];
    const { page, requests, faults, close } = await visit(set.browser, `${set.server.url}/collector#offers`, { language, width, ready: ".offers", shot: "records", before: withAxe });
    const asked = requests.length;
    await page.locator("a[href^='/records#begin=']").click();
    await page.locator("#key").waitFor();
    assert.ok(requests.slice(asked).every((url) => !url.includes("/v1/")), "nothing is asked of the server before a key is given");
    await clean(page);
    await unlock(page);
    await page.locator("#box-grace_days").fill("３");
    await page.locator("#box-missed_allowed").fill("1");
    await clean(page);
    await page.locator("form button[type=submit]").click();
    await page.waitForFunction(() => document.querySelectorAll(".story > li").length === 3);
    assert.equal(await page.locator("#standing-title").textContent(), words.offered);
    assert.equal(await page.locator(".offers > li").count(), 3);
    await clean(page);

    await page.clock.setFixedTime(new Date("2027-02-20T12:00:00+08:00"));
    await add(page, 4, {
      kind: "counter", by: "borrower", date: "2026-11-24", number: "1", paid: "2.4万", waived: "8202.70", count: "4", instalment: "５,５００", first_due: "2026-12-10", deposit: "2000", deposit_due: "2026-12-01",
    });
    assert.equal(await page.locator("#standing-title").textContent(), words.countered);
    await add(page, 5, { kind: "accept", by: "creditor", date: "2026-11-25", number: "4" });
    assert.equal(await page.locator("#standing-title").textContent(), words.deposit);
    await add(page, 6, { date: "2026-12-01", amount: "2000" });
    await add(page, 7, { date: "2026-12-10", amount: "5500" });
    await add(page, 8, { date: "2027-01-12", amount: "5500" });
    assert.equal(await page.locator("#standing-title").textContent(), words.kept);
    await add(page, 9, { kind: "missed", by: "creditor", date: "2027-02-14" });
    const cells = await page.locator("tbody tr").allTextContents();
    assert.equal(cells.length, 5, "the deposit and four instalments");
    assert.ok(cells[3].startsWith("2027-02-10") && cells[3].endsWith(words.missed), cells[3]);
    await clean(page);

    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#standing-title ~ .actions button").first().click()]);
    assert.match(set.server.verify(readFileSync(await file.path(), "utf8")), /^whole: events 1 to 9,/);
    assert.deepEqual(await faults(), []);
    await close();
  });
}

test("what the server refuses is told beside the box, and what was typed stays", async () => {
  const { page, close } = await visit(set.browser, `${set.server.url}/records`, { ready: "#key", copy: false });
  await unlock(page, "parley_live_none");
  await page.getByText("This key does not open the records").waitFor();
  await unlock(page);
  const first = { paid: "1000", count: "2", instalment: "5000", first_due: "2026-12-10" };
  for (const [name, value] of Object.entries(first)) await page.locator(`#box-${name}`).fill(value);
  await page.locator("#box-date").fill("2026-11-24");
  await page.locator("form button[type=submit]").click();
  await page.getByText("The sums of the offer do not add up. The nearest that works is 999.99.").first().waitFor();
  assert.equal(await page.locator("#box-instalment").getAttribute("aria-invalid"), "true");
  await page.getByRole("alert").getByRole("link", { name: "Each instalment" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "box-instalment");
  assert.equal(await page.locator("#box-paid").inputValue(), "1000");
  await page.locator("#box-instalment").fill("500");
  await page.locator("form button[type=submit]").click();
  await page.locator("#standing-title").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);

  // Somebody else adds to it meanwhile: the same is shown to both, and nothing is lost.
  const other = await visit(set.browser, `${set.server.url}/records`, { ready: "#key", copy: false });
  await unlock(other.page);
  await other.page.locator(".list button").last().click();
  await add(other.page, 2, { kind: "contact", note: "<img src=x onerror=alert(1)> called" });
  await page.locator("#box-kind").selectOption("contact");
  await page.locator("#box-note").fill("mine");
  await page.locator("form button[type=submit]").click();
  await page.getByText("Somebody else added to this negotiation meanwhile.").waitFor();
  assert.match(await page.locator(".story").textContent(), /<img src=x onerror=alert\(1\)> called/);
  assert.equal(await page.locator("#box-note").inputValue(), "mine");
  await page.locator("form button[type=submit]").click();
  await page.waitForFunction(() => document.querySelectorAll(".story > li").length === 3);
  await other.close();
  await close();
});

for (const [what, fragment] of [
  ["no JSON", "#begin=%7B"],
  ["too long", `#begin=${encodeURIComponent(JSON.stringify({ currency: "CNY", offers: [{ paid: "1".repeat(9000) }] }))}`],
  ["markup for a sum", `#begin=${encodeURIComponent(JSON.stringify({ currency: "CNY", offers: [{ paid: "<b>1</b>", amount: "1", count: 1, first_due: "2026-12-10" }] }))}`],
  ["a prototype", `#begin=${encodeURIComponent('{"__proto__":{"currency":"CNY","offers":[]}}')}`],
]) {
  test(`a fragment with ${what} brings nothing, and the form is the usual one`, async () => {
    const { page, faults, close } = await visit(set.browser, `${set.server.url}/records${fragment}`, { ready: "#key", copy: false });
    await unlock(page);
    await page.locator("#box-paid").waitFor();
    assert.equal(await page.locator(".offers").count(), 0);
    assert.deepEqual(await faults(), []);
    await close();
  });
}
