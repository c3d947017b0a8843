// The job of checking a demand or an offer, start to finish, with the figures of the API.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, clean, stage, visit, withAxe } from "./parley.mjs";

const set = stage();

const open = (options) => visit(set.browser, `${set.server.url}/check`, { ready: "#caller-title", ...options });

// The golden case "finds a year of 360 days and days of grace" as a borrower types it.
const account = {
  as_of: "2026-03-01",
  currency: "CNY",
  rules: [
    { name: "interest", into: "interest", on: ["principal"], rate: { value: "0.12", per: "year" } },
    { name: "penalty interest", into: "penalty", on: ["principal"], rate: { value: "0.18", per: "year" }, from: "due_date" },
  ],
  entries: [
    { date: "2026-01-01", kind: "advance", amount: "10000" },
    { date: "2026-01-31", kind: "instalment_due", principal: "10000" },
    { date: "2026-01-31", kind: "fee", amount: "100" },
  ],
};
const schedule = [
  { due: "2026-04-01", amount: "3530.00", principal: "3430.00", interest: "100.00", balance: "6570.00" },
  { due: "2026-05-01", amount: "3500.00", principal: "3430.00", interest: "65.70", balance: "3140.00" },
  { due: "2026-06-01", amount: "3171.40", principal: "3140.00", interest: "31.40", balance: "0.00" },
];
const offer = {
  as_of: "2026-03-01", currency: "CNY", schedule, financed: "10000", interest_from: "2026-03-01",
  stated: { total: "10201.40", annual_rate: { value: "0.06" } },
};
const printed = schedule.map(({ due, amount, principal, interest, balance }, n) => [n + 1, due, amount, principal, interest, balance].join("\t")).join("\n");

const languages = {
  en: { method: "actuarial method (APR)", way: "days as they are, a year of 360 days; 10 days of grace", none: /None of the \d+ ways of counting that were tried gives their figure/, detail: "detail", remove: "Remove line 1", add: "Add a line", kinds: ["I borrowed", "Fell due", "Fee charged"] },
  "zh-CN": { method: "精算法 APR", way: "按实际天数，一年 360 天；宽限 10 天", none: /试过的 \d+ 种算法都得不出对方的数字/, detail: "detail_zh", remove: "删除第 1 笔", add: "添加一笔", kinds: ["借款", "到期应还", "收费"] },
};

const plain = (text) => text.replace(/[^\d.]/g, "");

async function fillDemand(page, { add, kinds }, claimed) {
  await page.locator("#fact-pack").selectOption("");
  for (const [id, text] of [["claimed", claimed], ["as_of", "2026-03-01"], ["rate", "12"], ["penalty", "１８"]]) await page.locator(`#fact-${id}`).fill(text);
  const lines = [["2026-01-01", kinds[0], "1万"], ["2026-01-31", kinds[1], "10,000"], ["2026-01-31", kinds[2], "¥100"]];
  for (const [n, [date, kind, amount]] of lines.entries()) {
    if (n > 0) await page.getByRole("button", { name: add }).click();
    await page.locator(`#line-${n}-date`).fill(date);
    await page.locator(`#line-${n}-kind`).selectOption(kind);
    await page.locator(`#line-${n}-amount`).fill(amount);
  }
}

for (const [language, words] of Object.entries(languages)) {
  for (const width of [360, 768, 1280]) {
    test(`${language}, ${width} px: a demand is counted again and an offer added up, as the API does`, async () => {
      const { page, requests, faults, close } = await open({ language, width, shot: "check" });
      const loaded = requests.length;
      await fillDemand(page, words, "10,391.67");
      await page.getByText(words.way).waitFor();
      assert.equal(await page.locator("#line-0-amount-read").count(), 1);
      const reconciled = JSON.parse((await ask(set.server.url, { ...account, lender: { total: "10391.67" } }, "reconcile")).body);
      assert.deepEqual(reconciled.matches[0].conventions, { day_count: "ACT/360", grace_days: 10 });
      assert.ok((await page.locator("#result").textContent()).includes(new Intl.NumberFormat("en").format(reconciled.stated.total)));

      await page.locator("#fact-claimed").fill("12,000");
      await page.getByText(words.none).waitFor();
      const { nearest } = JSON.parse((await ask(set.server.url, { ...account, lender: { total: "12000" } }, "reconcile")).body);
      const told = await page.locator(".counted li").allTextContents();
      for (const [n, { total, difference }] of nearest.entries()) for (const figure of [total, difference]) assert.ok(plain(told[n]).includes(figure), `${told[n]} ${figure}`);

      await page.locator("#fact-schedule").fill(printed);
      for (const [id, text] of [["financed", "10,000"], ["interest_from", "2026-03-01"], ["said_total", "10,201.40"], ["said_rate", "6%"]]) await page.locator(`#fact-${id}`).fill(text);
      const answer = JSON.parse((await ask(set.server.url, offer, "check")).body);
      const result = page.getByRole("region", { name: await page.locator("#offer-result").textContent() });
      const sentence = (check) => check[words.detail].replace("us_reg_z", words.method);
      await result.getByText(sentence(answer.checks.find(({ code }) => code === "annual_rate"))).waitFor();
      const shown = await result.locator(".checks p").allTextContents();
      for (const check of answer.checks) assert.ok(shown.some((text) => text.endsWith(sentence(check))), check.detail);
      assert.ok((await result.locator(".figures").textContent()).includes(`${answer.annual_rate.apr_percent}%`));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      assert.deepEqual(requests.slice(loaded), [], "requests after load");
      assert.deepEqual(await faults(), []);
      await close();
    });
  }

  for (const theme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      test(`${language}, ${theme}, ${width} px: axe finds nothing, empty, filled and with problems`, async () => {
        const { page, close } = await open({ language, theme, width, before: withAxe });
        await clean(page);
        await page.locator(".example button").click();
        await page.locator("#offer-result").waitFor();
        for (const folded of await page.locator("details").all()) await folded.evaluate((details) => (details.open = true));
        await clean(page);
        await page.locator("#fact-claimed").fill("abc");
        await page.locator("#fact-schedule").fill("nothing to read");
        await page.locator(".notice.review").waitFor();
        await clean(page);
        await close();
      });
    }
  }
}

test("who is asking: what the pack names is ticked off, and a pack without it says so", async () => {
  const { page, close } = await open();
  await page.locator("#fact-pack").selectOption("cn-card");
  await page.getByText("they made sure it was you before they spoke of the debt").waitFor();
  const { pack } = JSON.parse((await ask(set.server.url, { id: "cn-card", on: "2026-11-24" }, "pack")).body);
  const items = pack.series.find(({ key, when }) => key === "conduct.identity" && !when).rows[0].values;
  assert.equal(await page.locator(".ticks input").count(), items.length);
  await page.getByText("What is not ticked, you may ask for.").waitFor();
  for (const box of await page.locator(".ticks input").all()) await box.check();
  await page.getByText("They made themselves known.").waitFor();
  await page.getByText("They may contact you between 08:00 and 22:00, your time.").waitFor();
  await page.locator("#fact-pack").selectOption("");
  await page.getByText("Choose rules on this page to see what these name.").waitFor();
  await page.locator("#fact-pack").selectOption("uk-consumer");
  await page.getByText("Free debt advice").waitFor();
  await close();
});

test("every word that a pack uses for a caller or for advice is told in both languages", async () => {
  const { packs } = JSON.parse((await ask(set.server.url, {}, "packs")).body);
  for (const [language, latin] of [["en", /_/], ["zh-CN", /[a-z_]/]]) {
    const { page, close } = await open({ language });
    for (const { id } of packs) {
      await page.locator("#fact-pack").selectOption(id);
      await page.locator(`[data-pack=${id}]`).waitFor();
      for (const text of await page.locator(".ticks label, .bullets li").allTextContents()) assert.doesNotMatch(text, latin, id);
      assert.equal(await page.locator("#result [lang=en]").count(), 0, id);
    }
    await close();
  }
});

test("an offer can be checked with the keyboard alone", async () => {
  const { page, close } = await open();
  const to = async (id) => {
    for (let steps = 0; steps < 60; steps++) {
      if (await page.evaluate((sought) => document.activeElement.id === sought, id)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no way to ${id}`);
  };
  await to("fact-schedule");
  await page.keyboard.insertText("2026-12-20 100 90 10 900\n2027-01-20 909 900 9 0");
  await to("fact-said_total");
  await page.keyboard.type("1,010");
  await page.getByText("One thing is worth asking about.").waitFor(); // 100 + 909 = 1,009
  await to("caller-institution");
  await page.keyboard.press("Space");
  assert.equal(await page.locator("#caller-institution").isChecked(), true);
  await close();
});

test("what cannot be read is named, and what stays readable is still answered", async () => {
  const { page, faults, close } = await open();
  await page.locator("#fact-schedule").fill("2026-12-20 100\n<img src=x onerror=alert(1)>\n=cmd|calc\n2027-01-20 100");
  await page.getByText("Not understood, line 2, 3.").waitFor();
  await page.getByText("Read as 2 payments").waitFor();
  await page.getByText("All that can be checked adds up.").waitFor();
  await page.locator("#fact-claimed").fill("1e9");
  await page.locator("#fact-rate").fill("12");
  await page.locator("#line-0-date").fill("2026-01-01");
  await page.locator("#line-0-amount").fill("javascript:alert(1)");
  await page.getByText("Line 1 by date: This is not a number").waitFor();
  assert.equal(await page.locator("img").count(), 0);
  assert.deepEqual(await faults(), []);
  await close();
});
