import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, settled, stage, visit, withAxe } from "./parley.mjs";

const set = stage();

for (const language of ["en", "zh-CN"]) {
  for (const theme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      test(`${language}, ${theme}, ${width} px: axe finds nothing, in any state, and nothing scrolls sideways`, async () => {
        const { page, close } = await visit(set.browser, set.server.url, { language, theme, width, before: withAxe });
        for (const folded of await page.locator("details").all()) await folded.evaluate((details) => (details.open = true));
        for (const figure of [".headline .why", ".offer .why", ".payments .why"]) await page.locator(figure).first().click();
        await page.locator(".payments .working li").first().waitFor();
        await clean(page);
        await page.locator("#count").fill("601");
        await page.locator("#owed_principal").fill("abc");
        await page.locator("#owed_principal-problem").waitFor();
        await page.locator(".plan").evaluate((plan) => Promise.all(plan.getAnimations().map(({ finished }) => finished)));
        await clean(page);
        await page.locator(".example button").click();
        await clean(page);
        await close();
      });
    }
  }
}

for (const language of ["en", "zh-CN"]) {
  for (const [theme, width] of [["light", 360], ["dark", 360], ["light", 1280]]) {
    test(`${language}, ${theme}, ${width} px: axe finds nothing where there is no agreement, no means, and a statement`, async () => {
      const { page, close } = await visit(set.browser, set.server.url, { language, theme, width, before: withAxe });
      const type = async (id, text) => {
        await page.locator(`#${id}`).fill(text);
        await page.locator(".deals > div:not(.stale)").waitFor();
      };
      const choose = (name, value) => page.locator(`input[name=${name}][value=${value}]`).check();
      await type("pay_most", "100");
      await page.locator(".moves").first().waitFor();
      await page.locator(".none").evaluate((details) => (details.open = true));
      await clean(page);
      await choose("able", "budget");
      await type("income_pay", "900");
      await type("out_home", "900");
      await page.locator(".deals .said").waitFor();
      await clean(page);
      await choose("owing", "history");
      await page.locator("#history").fill("2026-07-01,Balance,3900.00\nsoon,Shop,12.00\n2026-07-02,Shop,12.005\n");
      await page.locator(".rows .bad").nth(1).waitFor();
      await clean(page);
      await close();
    });
  }
}

for (const language of ["en", "zh-CN"]) {
  for (const theme of ["light", "dark"]) {
    test(`${language}, ${theme}: axe finds nothing in what a link brought, whole or broken, nor in forced colours`, async () => {
      const { page, close } = await visit(set.browser, set.server.url, { language, theme, width: 360, before: withAxe });
      await page.locator(".tools summary").click();
      await page.locator(".tool button").first().click();
      const link = await page.locator("#link").inputValue();
      await clean(page);
      for (const address of [link, link.slice(0, -9)]) {
        await page.goto("about:blank");
        await page.goto(address);
        await page.locator(".arrival").waitFor();
        await clean(page);
      }
      await page.emulateMedia({ forcedColors: "active" });
      await clean(page);
      await close();
    });
  }
}

test("at four times the size, 320 px, nothing scrolls sideways", async () => {
  const { page, close } = await visit(set.browser, set.server.url, { width: 320, height: 256 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await close();
});

test("the whole way can be walked with the keyboard, and the focus is always in sight", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  const walked = [];
  for (let steps = 0; steps < 160; steps++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const { activeElement: on } = document;
      if (on === document.body) return undefined;
      const seen = on.type === "radio" ? on.nextElementSibling : on;
      const box = on.getBoundingClientRect();
      const covered = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return {
        name: on.id || on.name || on.textContent.trim(),
        outlined: getComputedStyle(seen).outlineStyle !== "none",
        inSight: Boolean(covered) && (on.contains(covered) || covered.contains(on) || on.labels?.[0]?.contains(covered) === true),
      };
    });
    if (!at) break;
    walked.push(at);
  }
  assert.deepEqual(walked.filter(({ outlined }) => !outlined), [], "no outline");
  assert.deepEqual(walked.filter(({ inSight }) => !inSight), [], "hidden");
  const order = walked.map(({ name }) => name);
  const stops = ["中文", "Clear and use my figures", "owed_principal", "owed_costs", "pay_most", "heard_count", "Look at this plan", "None of these works for me", "shape", "known", "count", "count-slider", "first_due", "rate", "deposit", "waive_principal", "balance-cursor", "Copy", "Print or save as PDF"];
  assert.deepEqual(stops.map((stop) => order.indexOf(stop)), stops.map((stop) => order.indexOf(stop)).sort((a, b) => a - b));
  assert.equal(order.some((name) => stops.includes(name)), true);
  assert.deepEqual(stops.filter((stop) => !order.includes(stop)), []);
  await close();
});

test("a plan can be made with the keyboard alone", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  const to = async (id) => {
    for (let steps = 0; steps < 60; steps++) {
      if (await page.evaluate((sought) => [document.activeElement.id, document.activeElement.name].includes(sought), id)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no way to ${id}`);
  };
  await page.locator(".example button").focus();
  await page.keyboard.press("Enter");
  await to("owed_principal");
  await page.keyboard.type("12000");
  await to("shape");
  await page.keyboard.press("ArrowRight"); // falling payments
  await to("known");
  await page.keyboard.press("ArrowRight"); // what I can pay a month
  await to("amount");
  await page.keyboard.type("1000");
  await settled(page);
  assert.equal(await page.locator(".headline strong").textContent(), "CN¥1,000.00");
  assert.match(await page.locator(".headline .dates").textContent(), /^12 monthly payments, the last on /);
  await close();
});
