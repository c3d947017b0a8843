import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { settled, stage, visit } from "./parley.mjs";

const set = stage();

const languages = {
  en: { undo: "Undo", redo: "Redo", keep: "Keep or pass on", link: "Make a link", use: "Use these figures", leave: "Leave them", arrived: "A link brought these figures", save: "Keep my figures here", forget: "Forget everything on this device", clear: "Clear and use my figures", csv: "CSV", xlsx: "Save for Excel" },
  "zh-CN": { undo: "撤销", redo: "重做", keep: "保存或转发", link: "生成链接", use: "使用这些数字", leave: "不使用", arrived: "链接带来了这些数字", save: "在本机保存我的数字", forget: "忘掉这台设备上的一切", clear: "清空，填我的数字", csv: "CSV", xlsx: "存为 Excel" },
};

const value = (page, id) => page.locator(`#${id}`).inputValue();

for (const [language, words] of Object.entries(languages)) {
  for (const width of [360, 768, 1280]) {
    test(`${language}, ${width} px: a change and a reset are taken back and made again`, async () => {
      const { page, faults, close } = await visit(set.browser, set.server.url, { language, width });
      await page.locator("#count").fill("36");
      await page.getByRole("button", { name: words.clear }).click();
      assert.equal(await value(page, "count"), "");
      await page.getByRole("button", { name: words.undo }).click();
      assert.equal(await value(page, "count"), "36");
      await page.getByRole("button", { name: words.undo }).click();
      assert.equal(await value(page, "count"), "24");
      assert.equal(await page.getByRole("button", { name: words.undo }).getAttribute("aria-disabled"), "true");
      await page.getByRole("button", { name: words.redo }).click();
      assert.equal(await value(page, "count"), "36");
      await settled(page);
      assert.deepEqual(await faults(), []);
      await close();
    });

    test(`${language}, ${width} px: a link carries the form to another browser, which looks at it first`, async () => {
      const one = await visit(set.browser, set.server.url, { language, width });
      await one.page.locator("#count").fill("18");
      await one.page.getByText(words.keep).click();
      await one.page.getByRole("button", { name: words.link }).click();
      const link = await one.page.locator("#link").inputValue();
      const loaded = one.requests.length;
      assert.ok(link.length < 2000 + set.server.url.length);
      assert.equal(one.requests.length, loaded);
      await one.close();

      const other = await visit(set.browser, link, { language, width });
      const { page } = other;
      await page.getByRole("heading", { name: words.arrived }).waitFor();
      assert.equal(await page.evaluate(() => location.hash), "");
      assert.equal(await value(page, "count"), "24", "nothing is used before it was looked at");
      assert.ok((await page.locator(".arrival dd").allTextContents()).includes("18"));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      await page.getByRole("button", { name: words.use }).click();
      assert.equal(await value(page, "count"), "18");
      await page.getByRole("button", { name: words.undo }).click();
      assert.equal(await value(page, "count"), "24");
      assert.deepEqual(await other.faults(), []);
      await other.close();
    });
  }

  test(`${language}: figures are kept only when asked for, and forgotten whole`, async () => {
    const { page, close } = await visit(set.browser, set.server.url, { language });
    await page.locator("#count").fill("30");
    await page.reload();
    assert.equal(await value(page, "count"), "24");
    await page.locator("#count").fill("30");
    await page.getByText(words.keep).click();
    await page.getByRole("button", { name: words.save }).click();
    await page.locator("#count").fill("31");
    await page.reload();
    assert.equal(await value(page, "count"), "31");
    await settled(page);
    await page.getByText(words.keep).click();
    await page.getByRole("button", { name: words.forget }).click();
    await page.waitForFunction(async () => localStorage.length === 0 && (await caches.keys()).length === 0 && (await navigator.serviceWorker.getRegistrations()).length === 0);
    await page.locator("#count").fill("32");
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await page.reload();
    assert.equal(await value(page, "count"), "24");
    await close();
  });

  test(`${language}: the plan is saved as CSV and as a workbook, and nothing is sent for it`, async () => {
    const { page, requests, close } = await visit(set.browser, set.server.url, { language });
    const loaded = requests.length;
    const saved = async (name) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const csv = await saved(words.csv);
    assert.equal(csv.name, "parley-2026-11-23.csv");
    const lines = csv.bytes.toString().split("\r\n");
    assert.ok(lines[0].startsWith("\ufeff"));
    assert.match(lines[2], /^1,2026-12-20,1249\.69,/);
    const workbook = await saved(words.xlsx);
    assert.equal(workbook.name, "parley-2026-11-23.xlsx");
    assert.deepEqual([...workbook.bytes.subarray(0, 4)], [0x50, 0x4b, 3, 4]);
    assert.ok(workbook.bytes.includes("<v>1249.69</v>"));
    assert.deepEqual(requests.slice(loaded).filter((address) => !address.startsWith("blob:")), []);
    await close();
  });
}

test("keys take back and make again, but a text box keeps its own", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.getByRole("button", { name: "Undo" }).focus();
  await page.locator("#count").fill("36");
  await page.locator("#count").press("Control+z"); // the box's own
  await page.locator("#count").fill("48");
  await page.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Control+z");
  assert.notEqual(await value(page, "count"), "48");
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await value(page, "count"), "48");
  await page.keyboard.press("Meta+z");
  assert.notEqual(await value(page, "count"), "48");
  await page.keyboard.press("Control+y");
  assert.equal(await value(page, "count"), "48");
  await close();
});

const hostile = {
  "cut short": "s=AY3BCsIwEER",
  "of a later version": "s=AgMAAAAAAA",
  "a million letters long": `s=${"A".repeat(1_000_000)}`,
  "made of markup": "s=<img src=x onerror=alert(1)>",
  "a script's address": "s=javascript:alert(1)",
};

for (const [what, fragment] of Object.entries(hostile)) {
  test(`a link that is ${what} is refused in words, and the page goes on`, async () => {
    const { page, faults, close } = await visit(set.browser, `${set.server.url}/#${fragment}`);
    await page.getByRole("heading", { name: "The link could not be read" }).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    assert.equal(await page.locator(".arrival").count(), 0);
    assert.equal(await value(page, "count"), "24");
    assert.equal(await page.locator("img").count(), 0);
    assert.deepEqual(await faults(), []);
    await close();
  });
}

test("markup in a link's figures is text, and nothing else", async () => {
  const { page, faults, close } = await visit(set.browser, set.server.url);
  await page.locator("#owed_principal").fill("<img src=x onerror=alert(1)>");
  await page.getByText("Keep or pass on").click();
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.locator("#link").inputValue();
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("heading", { name: "A link brought these figures" }).waitFor();
  assert.ok((await page.locator(".arrival dd").allTextContents()).includes("<img src=x onerror=alert(1)>"));
  await page.getByRole("button", { name: "Use these figures" }).click();
  assert.equal(await page.locator("img").count(), 0);
  assert.deepEqual(await faults(), []);
  await close();
});

test("a worker that is killed in the middle of a job comes back with the form and the steps as they were", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.locator("#count").fill("30");
  await settled(page);
  await page.workers()[0].evaluate(() => self.close());
  await page.getByRole("button", { name: "Undo" }).click();
  await settled(page);
  assert.equal(await page.locator(".payments tbody tr").count(), 25);
  assert.equal(await value(page, "count"), "24");
  await close();
});
