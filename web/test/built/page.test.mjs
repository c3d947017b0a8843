import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, settled, stage, visit } from "./parley.mjs";

const set = stage();

// What a borrower types, and the same question as a partner would ask it. The
// amounts are typed in the ways that people type them.
const typed = {
  owed_principal: "1.86万",
  owed_interest: "１，２０４．３０",
  owed_penalty: "¥ 355.25",
  owed_fees: "88元",
  waive_penalty: "60",
  as_of: "2026-11-23",
  first_due: "2027-01-31",
  deposit: "500",
  deposit_due: "2026-12-15",
  rate: "3.6",
};
const request = {
  as_of: "2026-11-23",
  currency: "CNY",
  pack: "cn-card",
  claim: { components: { principal: "18600", interest: "1204.30", penalty: "355.25", fees: "88" } },
  waivers: [{ component: "penalty", percent: "0.6" }],
  terms: {
    shape: "level",
    deposit: { amount: "500", due: "2026-12-15" },
    first_due: "2027-01-31",
    every: { unit: "month", n: 1 },
    rate: { value: "0.036", per: "year" },
    final_payment: "smaller",
  },
};

const languages = {
  en: { other: "中文", clear: "Clear and use my figures", knowAmount: "What I can pay a month", falling: "Falling payments", once: "One payment", table: "The chart as a table" },
  "zh-CN": { other: "English", clear: "清空，填我的数字", knowAmount: "每月能还多少", falling: "等额本金", once: "一次性结清", table: "用表格查看" },
};

const fill = async (page, values) => {
  for (const [name, text] of Object.entries(values)) await page.locator(`#${name}`).fill(text);
};

/** The figures of the page as plain text, to be compared with those of an answer. */
const shown = (page) =>
  page.evaluate(() => {
    const plain = (element) => element.textContent.replace(/[^\d.-]/g, "");
    const rows = [...document.querySelectorAll(".payments tbody tr")].filter((row) => row.cells[0].textContent !== "");
    return {
      amount: plain(document.querySelector(".headline strong")),
      paid: plain(document.querySelector(".figures div:nth-child(1) dd")),
      saved: plain(document.querySelector(".figures div:nth-child(2) dd")),
      apr_percent: plain(document.querySelector(".figures div:nth-child(3) dd")),
      instalments: rows.map((row) => [...row.cells].map(plain)),
      total: plain(document.querySelector(".payments tfoot .pay")),
    };
  });

const expected = (body) => {
  const { plan, metrics } = JSON.parse(body);
  return {
    amount: plan.amount,
    paid: plan.totals.paid,
    saved: plan.totals.saved.replace("-", ""),
    apr_percent: metrics.annual_rate.apr_percent,
    instalments: plan.instalments.map(({ n, due, amount, principal, interest, balance }) => [`${n}`, due, amount, principal, interest, balance]),
    total: plan.totals.paid,
  };
};

const plans = [
  ["months that are known", {}, { count: "18" }, { count: 18 }],
  ["a payment that is known", { known: true }, { amount: "1,250" }, { amount: "1250" }],
  ["falling payments", { shape: "falling" }, { count: "12" }, { count: 12, shape: "equal_principal" }],
  ["one payment", { shape: "once" }, {}, { shape: "lump_sum", every: undefined }],
];

for (const [language, words] of Object.entries(languages)) {
  for (const [name, choices, values, terms] of plans) {
    test(`${language}: a plan for ${name} has the figures of the API`, async () => {
      const { page, faults, requests, close } = await visit(set.browser, set.server.url, { language });
      const loaded = requests.length;
      await page.getByRole("button", { name: words.clear }).click();
      await fill(page, typed);
      if (choices.known) await page.getByRole("radio", { name: words.knowAmount }).check();
      if (choices.shape) await page.getByRole("radio", { name: words[choices.shape] }).check();
      await fill(page, values);
      await settled(page);
      const { status, body } = await ask(set.server.url, { ...request, terms: { ...request.terms, ...terms } });
      assert.equal(status, 200, body);
      assert.deepEqual(await shown(page), expected(body));
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.deepEqual(await faults(), []);
      assert.deepEqual(requests.slice(loaded), [], "requests after load");
      await close();
    });
  }
}

test("the first visit shows the worked example, marked as one, and its figures", async () => {
  const { page, requests, close } = await visit(set.browser, set.server.url);
  await page.getByRole("heading", { name: "This is an example" }).waitFor();
  const figures = await shown(page);
  assert.deepEqual(
    [figures.amount, figures.paid, figures.saved, figures.instalments.length, figures.instalments.at(-1)[2]],
    ["1249.69", "30992.50", "1210.20", 24, "1249.63"],
  );
  assert.ok(requests.every((address) => address.startsWith(set.server.url)), requests.join("\n"));
  await close();
});

test("the example's answer stands on the page before the engine arrives, and the form can be used", async () => {
  let arrive;
  const hold = new Promise((resolve) => (arrive = resolve));
  const context = await set.browser.newContext({ locale: "en" });
  const page = await context.newPage();
  await page.route("**/*.wasm", async (route) => {
    await hold;
    await route.continue();
  });
  await page.goto(set.server.url, { waitUntil: "domcontentloaded" });
  await page.locator(".headline strong").waitFor();
  assert.equal((await shown(page)).amount, "1249.69");
  await page.locator("#count").fill("12");
  arrive();
  await settled(page);
  assert.equal((await shown(page)).instalments.length, 12);
  await context.close();
});

test("the document itself carries the example's answer in both languages", async () => {
  const text = await (await fetch(set.server.url)).text();
  assert.match(text, /lang="zh-CN".*每月还 ¥1,249\.69/);
  assert.match(text, /lang="en".*Pay CN¥1,249\.69 a month/);
});

test("the language changes at once, is kept, and what was typed stays", async () => {
  const { page, close } = await visit(set.browser, set.server.url, { language: "en" });
  await page.locator("#count").fill("30");
  await page.getByRole("button", { name: "中文" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  assert.equal(await page.title(), "Parley 协商 · 算出一份还得起的还款方案");
  assert.equal(await page.locator("#count").inputValue(), "30");
  await page.reload();
  await page.getByRole("heading", { name: "这是一个示例" }).waitFor();
  await close();
});

test("the example stays away once it was cleared, and can be brought back", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.getByRole("button", { name: "Clear and use my figures" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "owed_principal");
  await page.getByText("Your plan will appear here").waitFor();
  await page.reload();
  assert.equal(await page.locator("#owed_principal").inputValue(), "");
  await page.getByRole("button", { name: "Show the example" }).click();
  await settled(page);
  assert.equal((await shown(page)).amount, "1249.69");
  await close();
});

test("what was understood is shown, and separators appear when the box is left", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  const principal = page.locator("#owed_principal");
  await principal.fill("１．２万 元");
  assert.equal(await page.locator("#owed_principal-read").textContent(), "read as 12,000.00");
  assert.match(await principal.getAttribute("aria-describedby"), /owed_principal-read/);
  await principal.blur();
  assert.equal(await principal.inputValue(), "12,000.00");
  assert.equal(await page.locator("#owed_principal-read").count(), 0);
  await close();
});

test("a waiver above its part is told beside the field, with what is allowed, and the last plan stays", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.locator("#waive_interest").fill("1,642.51");
  const problem = page.locator("#waive_interest-problem");
  await problem.waitFor();
  assert.match(await problem.textContent(), /The nearest that works is 1,642\.50\./);
  assert.equal(await page.locator("#waive_interest").getAttribute("aria-invalid"), "true");
  assert.match(await page.locator("#waive_interest").getAttribute("aria-describedby"), /waive_interest-problem/);
  assert.equal((await shown(page)).amount, "1249.69");
  await page.locator(".plan.stale").waitFor();
  await page.locator("#waive_interest").fill("1,642.50");
  await settled(page);
  assert.equal(await problem.count(), 0);
  await close();
});

test("several problems are listed with links that lead to their fields", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await fill(page, { owed_principal: "1e9", owed_fees: "1.005", count: "601" });
  await page.getByRole("heading", { name: "3 entries need a change" }).waitFor();
  await page.locator("#result").getByRole("link", { name: "Months" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "count");
  await close();
});

test("a payment below the interest is told in words, with the least that works one press away", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.getByRole("radio", { name: "What I can pay a month" }).check();
  await fill(page, { rate: "24", amount: "100" });
  await page.getByRole("heading", { name: "This payment never clears the debt" }).waitFor();
  await page.getByRole("button", { name: /^Use / }).click();
  await settled(page);
  assert.equal(await page.getByRole("heading", { name: "This payment never clears the debt" }).count(), 0);
  await close();
});

test("the headline is announced once the typing has paused", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  const status = page.locator("[role=status][aria-live]");
  await page.locator("#count").fill("12");
  await page.waitForFunction(() => /12 months/.test(document.querySelector("[role=status][aria-live]").textContent));
  await page.locator("#count").fill("0");
  await page.waitForFunction(() => /One entry needs a change/.test(document.querySelector("[role=status][aria-live]").textContent));
  assert.equal(await status.getAttribute("aria-live"), "polite");
  await close();
});

test("a worker that is lost comes back, with the form as it was", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.workers()[0].evaluate(() => self.close());
  await page.locator("#count").fill("36");
  await settled(page);
  assert.equal((await shown(page)).instalments.length, 36);
  assert.equal(await page.locator("#owed_principal").inputValue(), "30,000.00");
  await page.locator("#count").fill("35");
  await settled(page);
  assert.equal((await shown(page)).instalments.length, 35);
  await close();
});

test("an engine that does not load is told, and trying again keeps the form", async () => {
  let broken = true;
  const { page, close } = await visit(set.browser, set.server.url, {
    before: (page) => page.route("**/*.wasm", (route) => (broken ? route.abort() : route.continue())),
  });
  await page.getByRole("heading", { name: "The calculator stopped" }).waitFor();
  await page.locator("#count").fill("12");
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await settled(page);
  assert.equal((await shown(page)).instalments.length, 12);
  assert.equal(await page.getByRole("heading", { name: "The calculator stopped" }).count(), 0);
  await close();
});

test("figures of a currency without minor units have none", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.locator("#currency").selectOption("JPY");
  await page.locator("#owed_principal-problem").waitFor(); // 30,000.00 has more digits than yen have
  await fill(page, { owed_principal: "30000", owed_interest: "1642", owed_penalty: "410", owed_fees: "150", waive_interest: "800", deposit: "1000" });
  await settled(page);
  assert.match(await page.locator(".headline strong").textContent(), /^JP¥1,250$|^JP¥1,249$/);
  await close();
});

test("a long plan is folded on the screen and whole on paper", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.locator("#count").fill("60");
  await settled(page);
  const visible = () => page.locator(".payments tbody tr:visible").count();
  assert.equal(await visible(), 36);
  await page.emulateMedia({ media: "print" });
  assert.equal(await visible(), 61); // the deposit and 60 instalments
  assert.equal(await page.locator("form").isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "Show all 60 payments" }).click();
  assert.equal(await visible(), 61);
  await close();
});

const plain = (text) => text.replace(/[^\d.]/g, "");

/** The steps of the example's plan at 3.6% a year, and of what it costs a year. */
async function stepsOfApi() {
  const asked = async (op, request) => JSON.parse((await ask(set.server.url, { ...request, explain: true }, op)).body);
  const terms = { shape: "level", count: 24, deposit: { amount: "1000", due: "2026-11-30" }, first_due: "2026-12-20", every: { unit: "month", n: 1 }, rate: { value: "0.036", per: "year" }, interest_from: "2026-11-30" };
  const { plan, metrics, working } = await asked("quote", {
    as_of: "2026-11-23", currency: "CNY", pack: "cn-card", terms,
    claim: { components: { principal: "30000", interest: "1642.50", penalty: "410.20", fees: "150" }, oldest_due: "2026-07-05" },
    waivers: [{ component: "interest", amount: "800" }, { component: "penalty", percent: "1" }],
    waiver_terms: { earned: "on_completion", on_breach: "reinstate_all", grace_days: 3, missed_allowed: 1 },
  });
  const flows = [{ kind: "advance", amount: plan.financed, date: terms.interest_from }, ...plan.instalments.map(({ amount, due }) => ({ kind: "payment", amount, date: due }))];
  const rate = await asked("apr", { method: metrics.annual_rate.method, currency: "CNY", unit_period: terms.every, flows });
  assert.equal(rate.apr, metrics.annual_rate.apr, "the flows cost what the plan does");
  return new Set([...working, ...rate.working].map((step) => step.zh));
}

// A plan with interest, a deposit and a waiver: every kind of step is told.
test("every figure that opens tells the steps of the API in the page's language, by keyboard, and on paper", async () => {
  const { page, faults, requests, close } = await visit(set.browser, set.server.url, { language: "zh-CN", width: 360 });
  await page.locator("#rate").fill("3.6");
  await settled(page);
  const loaded = requests.length;
  const one = page.locator(".payments tbody .why").nth(1);
  await one.focus();
  await page.keyboard.press("Enter");
  await page.locator(".payments .working li").first().waitFor();
  assert.equal(await one.getAttribute("aria-expanded"), "true");
  assert.ok(await one.evaluate((button) => button === document.activeElement), "the focus stays");
  assert.equal(await page.locator(".payments .working li").count(), 2, "the interest, and the payment");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".payments .working").isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".working").count(), 0);

  await page.locator("[aria-labelledby=broken-title] summary").click(); // its table is drawn once it is opened
  await page.locator("[aria-labelledby=broken-title] .why").first().waitFor();
  const opened = await page.evaluate(async () => {
    const all = [];
    for (const why of document.querySelectorAll(".plan .why")) {
      why.click();
      while (!document.querySelector(".working li")) await new Promise(requestAnimationFrame);
      all.push({ name: why.getAttribute("aria-label"), figure: why.textContent, steps: [...document.querySelectorAll(".working li")].map((step) => step.textContent) });
      why.click();
      while (document.querySelector(".working")) await new Promise(requestAnimationFrame);
    }
    return all;
  });
  const told = await stepsOfApi();
  assert.equal(opened.length, 4 + 5 + 24 + 24 + 1, opened.map(({ name }) => name).join("\n"));
  for (const { name, figure, steps } of opened) {
    assert.ok(steps.length > 0 && steps.every((step) => told.has(step)), `${name}\n${steps.join("\n")}`);
    assert.ok(steps.some((step) => plain(step).includes(plain(figure))), `${name} is not in\n${steps.join("\n")}`);
  }
  assert.deepEqual(await faults(), []);
  assert.deepEqual(requests.slice(loaded), [], "requests after load");
  await close();
});
