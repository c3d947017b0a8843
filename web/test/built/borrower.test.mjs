// The borrower's job from start to finish: the debt, the means, the plans, the
// proposal. Every figure is that of the API.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ask, settled, stage, visit } from "./parley.mjs";

const set = stage();

const month = { unit: "month", n: 1 };
const fill = async (page, values) => {
  for (const [name, text] of Object.entries(values)) await page.locator(`#${name}`).fill(text);
};
const choose = (page, name, value) => page.locator(`input[name=${name}][value=${value}]`).check();
const plain = (text) => text.replace(/[^\d.-]/g, "");
const dealt = (page) => page.locator(".deals > div:not(.stale)").waitFor();
const asked = async (op, request) => {
  const { status, body } = await ask(set.server.url, request, op);
  assert.equal(status, 200, body);
  return JSON.parse(body);
};

// A Chinese card of 31,000 yuan, 140 days overdue, and a salary of 9,000.
const card = {
  fields: {
    owed_principal: "2.6万", owed_interest: "3,420.50", owed_penalty: "980", owed_fees: "599.50", as_of: "2026-11-24", oldest_due: "2026-07-07",
    income_pay: "9000", out_home: "3500", out_food: "2200", out_travel: "600", out_care: "900", buffer: "500", payday: "10", deposit_most: "1000", deposit_due: "2026-12-01",
    heard_count: "36", heard_interest: "50", heard_penalty: "100", heard_fees: "100",
  },
  request: {
    as_of: "2026-11-24", currency: "CNY", pack: "cn-card",
    claim: { components: { principal: "26000", interest: "3420.50", penalty: "980", fees: "599.50" }, oldest_due: "2026-07-07" },
    mandate: { tiers: [{ name: "heard", max_count: 36, ceilings: { interest: "0.5", penalty: "1", fees: "1" } }], frequencies: [month] },
    budget: {
      payday: 10, deposit: "1000", deposit_due: "2026-12-01", buffer: "500",
      income: [{ amount: "9000", every: month }],
      outgoings: ["3500", "2200", "600", "900"].map((amount) => ({ amount, every: month, essential: true })),
    },
    view: "borrower",
  },
};

const words = {
  en: { clear: "Clear and use my figures", take: "Look at this plan", held: "This is the plan below", copy: "Copy", ics: /calendar/, csv: /CSV/, message: "Short message", phone: "On the phone", none: "None of these works for me", more: "Months: the next higher plan" },
  "zh-CN": { clear: "清空，填我的数字", take: "看这个方案", held: "就是下面的方案", copy: "复制", ics: /日历提醒/, csv: /CSV/, message: "短信", phone: "电话", none: "都不适合我", more: "期数：后一个方案" },
};

/** The cards as the page shows them, figures as plain text. */
const cards = (page) =>
  page.locator(".offer").evaluateAll((offers) =>
    offers.map((offer) => ({ text: offer.innerText, whole: offer.querySelector(".whole strong").textContent, each: offer.querySelector(".each").textContent, order: [...offer.children].map(({ className, tagName }) => className || tagName) })),
  );

const tellCard = async (page) => {
  const { fields } = card;
  await choose(page, "able", "budget");
  await page.locator("#heard_penalty").evaluate((box) => (box.closest("details").open = true));
  await fill(page, fields);
  await dealt(page);
};

for (const [language, say] of Object.entries(words)) {
  for (const width of [360, 768, 1280]) {
    test(`${language}, ${width} px: from the debt to the letter, with the figures of the API`, async () => {
      const { page, faults, requests, close } = await visit(set.browser, set.server.url, { language, width, shot: "borrower" });
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      const loaded = requests.length;
      await page.getByRole("button", { name: say.clear }).click();
      await tellCard(page);

      // What is left of the budget: 9,000 less 7,200 of essentials and 500 for the unforeseen.
      assert.match(await page.locator(".left").textContent(), /1,300\.00/);

      const { borrower, status } = await asked("negotiate", card.request);
      assert.equal(status, "agreement_possible");
      const shown = await cards(page);
      assert.equal(shown.length, borrower.menu.length);
      for (const [at, { plan, last_date }] of borrower.menu.entries()) {
        assert.equal(plain(shown[at].whole), plan.totals.paid);
        assert.deepEqual(shown[at].each.match(/[\d,]+\.\d\d|\d+/g).map(plain).sort(), [`${plan.count}`, plan.amount].sort());
        assert.ok(plain(shown[at].text).includes(plan.totals.waived), "what is waived");
        assert.ok(shown[at].text.includes(`${Number(last_date.slice(8))}`), "the last day");
        assert.ok(shown[at].order.indexOf("whole") < shown[at].order.indexOf("each"), "the total comes before the instalment");
      }
      assert.equal(await page.locator(".offer [aria-pressed=true]").count(), 0, "no plan is chosen for the borrower");

      // Taking a plan: quote makes the same one of it.
      const taken = borrower.menu[1];
      await page.getByRole("button", { name: say.take }).nth(1).click();
      await settled(page);
      await page.getByRole("button", { name: say.held }).waitFor();
      assert.equal(plain(await page.locator(".headline strong").textContent()), taken.plan.amount);
      const due = await page.locator(".payments tbody tr th").allTextContents();
      assert.equal(due.at(-1), taken.last_date);

      // Every number of the letter is a figure of the plan.
      const { as_of, currency, pack, claim } = card.request;
      const quoted = await asked("quote", { as_of, currency, pack, claim, waivers: taken.waivers, terms: taken.terms });
      const letter = await page.locator(".said").innerText();
      const sums = [quoted.claim_total, "1300.00", quoted.plan.totals.paid, quoted.plan.amount, quoted.plan.instalments.at(-1).amount, quoted.plan.totals.waived, quoted.plan.deposit?.amount, ...Object.values(quoted.waived)];
      const told = letter.match(/\d[\d,]*\.\d\d(?!\d)/g).map((text) => text.replaceAll(",", ""));
      assert.deepEqual(told.filter((sum) => !sums.includes(sum)), []);
      for (const sum of [quoted.claim_total, quoted.plan.totals.paid, quoted.plan.amount, quoted.plan.totals.waived]) assert.ok(told.includes(sum), sum);
      for (const form of [say.message, say.phone]) {
        await page.getByRole("radio", { name: form }).check();
        const other = (await page.locator(".said").innerText()).match(/\d[\d,]*\.\d\d(?!\d)/g).map((text) => text.replaceAll(",", ""));
        assert.deepEqual(other.filter((sum) => !sums.includes(sum)), []);
        assert.ok(other.includes(quoted.plan.totals.paid));
      }

      // What is taken away.
      const saved = async (name) => {
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
        return readFileSync(await download.path(), "utf8");
      };
      const dues = quoted.plan.instalments.map(({ due }) => due.replaceAll("-", ""));
      assert.deepEqual((await saved(say.ics)).match(/(?<=DTSTART;VALUE=DATE:)\d+/g).slice(-dues.length), dues);
      assert.ok((await saved(say.csv)).includes(`${quoted.plan.count},${taken.last_date},${quoted.plan.instalments.at(-1).amount},`));
      await page.getByRole("button", { name: say.copy, exact: true }).click();
      assert.ok((await page.evaluate(() => navigator.clipboard.readText())).replace(/,/g, "").includes(quoted.plan.totals.paid));
      assert.deepEqual(await faults(), []);
      assert.deepEqual(requests.slice(loaded).filter((address) => !address.startsWith("blob:")), [], "requests after load");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      await close();
    });
  }

  test(`${language}: the slider stops at the plans that the engine lists and nowhere else`, async () => {
    const { page, close } = await visit(set.browser, set.server.url, { language });
    await page.getByRole("button", { name: say.clear }).click();
    await tellCard(page);
    await page.getByRole("button", { name: say.take }).first().click();
    await settled(page);
    await page.getByRole("button", { name: say.held }).waitFor();
    await dealt(page); // with the plans comes how far this one can be moved
    const { borrower } = await asked("negotiate", card.request);
    const { terms, plan } = borrower.menu[0];
    const proposal = { count: terms.count, every: month, first_due: terms.first_due, rate: terms.rate, waived: plan.totals.waived, ...(terms.deposit && { deposit: terms.deposit.amount }) };
    const { reach, accepted } = await asked("counter", { ...card.request, proposal, reach: true });
    assert.equal(accepted, true);
    assert.ok(reach.counts.length > 3);
    const slider = page.locator("#count-slider");
    assert.equal(await slider.getAttribute("max"), `${reach.counts.length - 1}`);
    await slider.focus();
    const figures = async () => [await page.locator("#count").inputValue(), plain(await page.locator(".headline strong").textContent()), plain(await page.locator(".figures dd").first().textContent())];
    const arrived = async ({ plan }) => {
      await page.waitForFunction((count) => document.querySelector("#count").value === count, `${plan.count}`);
      await settled(page);
      await dealt(page);
      assert.deepEqual(await figures(), [`${plan.count}`, plan.amount, plan.paid]);
    };
    await page.keyboard.press("Home");
    await arrived(reach.counts[0]);
    for (const stop of reach.counts.slice(1, 4)) {
      await page.keyboard.press("ArrowRight");
      await arrived(stop);
    }
    await page.getByRole("button", { name: say.more }).click();
    await arrived(reach.counts[4]);
    await page.keyboard.press("Tab"); // the button keeps the focus: the slider follows
    await slider.focus();
    await page.keyboard.press("End");
    await arrived(reach.counts.at(-1));
    assert.equal(await page.getByRole("button", { name: say.more }).isDisabled(), true);
    assert.match(await slider.getAttribute("aria-valuetext"), new RegExp(`${reach.counts.at(-1).plan.count}.*\\d\\.\\d\\d`));
    await close();
  });
}

// The golden story of a British card: interest and fees written off, three years.
test("without an agreement the smallest moves are those of the golden case, and one press opens a plan", async () => {
  const file = new URL("../../../calc/testdata/cases/story/uk_1_no_agreement.json", import.meta.url);
  const moves = JSON.parse(readFileSync(file, "utf8")).want.creditor.moves.filter(({ owner }) => owner === "borrower");
  const { page, close } = await visit(set.browser, set.server.url);
  await page.getByRole("button", { name: words.en.clear }).click();
  await page.locator("#currency").selectOption("GBP");
  await page.locator("#heard_fees").evaluate((box) => (box.closest("details").open = true));
  await fill(page, {
    as_of: "2026-11-24", owed_principal: "2400", owed_interest: "310.40", owed_fees: "24", oldest_due: "2026-05-20", pay_most: "60", payday: "28",
    heard_count: "36", heard_min_payment: "5", heard_interest: "100", heard_fees: "100",
  });
  await page.getByRole("heading", { name: "No plan fits both sides yet" }).waitFor();
  await dealt(page);
  const own = await page.getByRole("region", { name: "What you could change" }).innerText();
  for (const { needed, witness } of moves) {
    for (const figure of [needed, witness.amount, witness.paid]) assert.ok(own.replaceAll(",", "").includes(`£${figure}`), figure);
  }
  assert.match(await page.getByRole("region", { name: "What you could ask of the lender" }).innerText(), /Up to 40 payments instead of 36\./); // 2400.00 / 60.00
  await page.getByRole("region", { name: "What you could change" }).getByRole("button", { name: "Try it" }).last().click();
  await page.locator(".offer").first().waitFor();
  assert.equal(await page.locator("#pay_most").inputValue(), "66.67");
  await close();
});

test("where the budget leaves nothing there is advice and no plan", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await choose(page, "able", "budget");
  await fill(page, { income_pay: "3500", out_home: "3300", buffer: "300" });
  await page.getByRole("heading", { name: "Your budget leaves nothing to pay from" }).waitFor();
  await dealt(page);
  assert.equal(await page.locator(".offer, .headline, .own-plan, .proposal, .peek").count(), 0);
  for (const route of ["Free advice", "Hardship terms", "A pause", "A small sum for now"]) await page.locator(".deals").getByText(route, { exact: true }).waitFor();
  await fill(page, { out_home: "2000" });
  await page.locator(".headline").waitFor();
  await close();
});

test("a pasted statement is read, its bad row is named, and the debt is what the engine finds", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.getByRole("button", { name: words.en.clear }).click();
  await page.locator("#currency").selectOption("GBP");
  await choose(page, "owing", "history");
  await fill(page, { as_of: "2026-11-24", pay_most: "120" });
  await page.locator("#history").fill("Date,Description,Amount\n01/07/2026,Balance brought forward,3900.00\n15/07/2026,Interest charged,62.40\n20/07/2026,Payment - thank you,-100.00\nsoon,Shop,12.00\n21/07/2026,Late fee,12.00\n");
  await page.locator("#history_days").selectOption("dmy");
  const entries = [
    { date: "2026-07-01", kind: "purchase", amount: "3900.00" },
    { date: "2026-07-15", kind: "fee", amount: "62.40", component: "interest" },
    { date: "2026-07-20", kind: "payment", amount: "100.00" },
    { date: "2026-07-21", kind: "fee", amount: "12.00", component: "fees" },
  ];
  const allocation = ["costs", "fees", "penalty", "compound", "interest", "principal"];
  const assess = { as_of: "2026-11-24", currency: "GBP", rules: [], allocation, entries };
  await page.getByText("Row 5: no day that we can read").waitFor();
  const { claim } = await asked("assess", assess);
  await page.getByText(`By these rows you owe £${Number(claim.total).toLocaleString("en", { minimumFractionDigits: 2 })}.`).waitFor();
  await dealt(page);
  const components = Object.fromEntries(Object.entries(claim.components).filter(([, sum]) => sum !== "0.00"));
  const { borrower } = await asked("negotiate", {
    as_of: "2026-11-24", currency: "GBP", claim: { components }, mandate: { tiers: [{ name: "heard" }], frequencies: [month] }, budget: { per_period: "120" }, view: "borrower",
  });
  assert.deepEqual((await cards(page)).map(({ whole }) => plain(whole)), borrower.menu.map(({ plan }) => plan.totals.paid));
  // A row that counts as something else changes the debt.
  await page.getByRole("combobox", { name: "Row 4 counts as" }).selectOption("purchase");
  const changed = await asked("assess", { ...assess, entries: entries.with(2, { ...entries[2], kind: "purchase" }) });
  await page.getByText(`By these rows you owe £${Number(changed.claim.total).toLocaleString("en", { minimumFractionDigits: 2 })}.`).waitFor();
  await close();
});

test("what a missed payment brings back stands on every card before one is chosen", async () => {
  const { page, close } = await visit(set.browser, set.server.url); // the example has agreed on it
  await page.locator(".offer").first().waitFor();
  const shown = await cards(page);
  for (const { text } of shown) assert.match(text, /If it breaks at the first payment, CN¥[\d,.]+ of the waiver comes back and you would owe CN¥[\d,.]+\./);
  await page.getByText(words.en.none).click();
  await page.getByRole("link", { name: "Write a plan of your own" }).click();
  assert.match(page.url(), /#own$/);
  await close();
});

test("a plan outside both sides' limits is told, with the nearest that is within, and stays the borrower's own", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.locator("#count").fill("48"); // the lender said 36
  await page.locator(".fits-not").waitFor();
  assert.match(await page.locator(".fits-not").textContent(), /You may propose it all the same\./);
  await page.locator(".fits-not button").first().click();
  await page.locator(".fits").waitFor();
  assert.notEqual(await page.locator("#count").inputValue(), "48");
  await close();
});

test("on paper there is the letter and the plan, and nothing to press", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.locator(".offer").first().waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".said").isVisible(), true);
  assert.equal(await page.locator(".payments").isVisible(), true);
  for (const hidden of [".form >> nth=0", ".deals", ".own-plan", ".ways", "button >> nth=0"]) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  const [said, headline] = await Promise.all([".said", ".headline"].map((name) => page.locator(name).boundingBox()));
  assert.ok(said.y < headline.y, "the letter comes first");
  await close();
});

test("the whole job by keyboard alone", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  const at = () => page.evaluate(() => { const { activeElement: on } = document; return { id: on.id, name: on.name, text: on.textContent.trim() }; });
  const to = async (sought) => {
    for (let steps = 0; steps < 140; steps++) {
      const { id, name, text } = await at();
      if ([id, name, text].includes(sought)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no way to ${sought}`);
  };
  const type = async (id, text) => {
    await to(id);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(text);
  };
  await to(words.en.clear);
  await page.keyboard.press("Enter");
  await type("owed_principal", "12000");
  await to("able");
  await page.keyboard.press("ArrowRight"); // from my budget
  await type("income_pay", "4000");
  await type("out_home", "3000");
  await type("payday", "15");
  await type("heard_count", "24");
  await dealt(page);
  await to(words.en.take);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await page.locator(".headline strong").textContent(), "CN¥1,000.00"); // 12,000.00 in 12 payments of what is left
  await to("count-slider");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#count").value === "13");
  await settled(page);
  assert.equal(await page.locator(".headline strong").textContent(), "CN¥923.08"); // 12,000.00 / 13
  await to("form");
  await page.keyboard.press("ArrowRight"); // a short message
  assert.match(await page.locator(".said").textContent(), /13 monthly payments of CN¥923\.08/);
  await to(words.en.copy);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Copied" }).waitFor();
  await close();
});
