import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ask, clean, stage, visit, withAxe } from "./parley.mjs";

const set = stage();

const caseOf = (name) => JSON.parse(readFileSync(new URL(`../../../calc/testdata/cases/${name}.json`, import.meta.url), "utf8"));

const desk = (options = {}) =>
  visit(set.browser, `${set.server.url}/collector`, { ready: ".standing", before: withAxe, ...options });

const jobs = {
  en: { account: "Account", mandate: "Mandate", offers: "Offers", proposal: "Proposal", sheet: "Offer sheet", portfolio: "Portfolio" },
  "zh-CN": { account: "账户", mandate: "授权方案", offers: "还款方案", proposal: "对方提案", sheet: "方案书", portfolio: "批量账户" },
};
const words = {
  en: { clear: "Clear and enter an account", paste: "Take over", accepted: "Accepted: within all limits", broken: "Not within all limits", text: "JSON", csv: "Save as CSV", ndjson: "Save as NDJSON", stop: "Stop", done: "Done", stopped: "Stopped" },
  "zh-CN": { clear: "清空，填写账户", paste: "导入", accepted: "可以接受：符合所有界限", broken: "没有符合所有界限", text: "JSON", csv: "存为 CSV", ndjson: "存为 NDJSON", stop: "停止", done: "完成", stopped: "已停止" },
};

const go = async (page, language, job) => {
  await page.getByRole("link", { name: jobs[language][job], exact: true }).first().click();
  await page.locator("#job", { hasText: jobs[language][job] }).waitFor();
};
const fill = async (page, values) => {
  for (const [id, text] of Object.entries(values)) await page.locator(`#${id}`).fill(text);
};
const plain = (text) => text.replace(/[^\d.-]/g, "");
const settled = (page) => page.locator(".answer:not(.stale)").waitFor();

/** Every job, with all that is folded open. */
const check = async (page) => {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await clean(page);
};

/** Runs a job and holds it to what every job must keep to. */
const whole = (name, job) => {
  for (const language of ["en", "zh-CN"]) {
    for (const width of [360, 768, 1280]) {
      test(`${language}, ${width} px: ${name}`, async () => {
        const { page, faults, requests, close } = await desk({ language, width, shot: `desk, ${name}`.slice(0, 40) });
        const loaded = requests.length;
        await job(page, { language, say: words[language] });
        assert.deepEqual(await faults(), []);
        // A file that the page hands over has an address of the page's own memory.
        assert.deepEqual(requests.slice(loaded).filter((address) => !address.startsWith("blob:")), [], "requests after load");
        await close();
      });
    }
  }
};

/** What the cards of the offers say, to be compared with an answer. */
const cards = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".offers .plan-card")].map((card) => card.querySelector(".facts .main dd").textContent.replace(/[^\d.-]/g, "")));

whole("an account is typed, and its offers have the figures of the API", async (page, { language, say }) => {
  await page.getByRole("button", { name: say.clear }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "claim-components-principal");
  await fill(page, {
    as_of: "2026-11-24", "claim-components-principal": "3万", "claim-components-interest": "１，６４２．５０", "claim-components-penalty": "¥410.20",
    "claim-components-fees": "150元", "claim-oldest_due": "2026-07-05", "budget-per_period": "1200", "budget-deposit": "2,000", "budget-payday": "10",
    "budget-earliest": "2026-12-10", "budget-latest_finish": "2029-12-31",
  });
  await check(page);
  await go(page, language, "offers");
  await settled(page);
  const { request } = caseOf("negotiate/card_mandate_and_budget_creditor");
  const { income, outgoings, buffer, ...budget } = request.budget;
  const { body } = await ask(set.server.url, { ...request, budget }, "negotiate");
  const { menu } = JSON.parse(body).creditor;
  assert.ok(menu.length > 1);
  assert.deepEqual(await cards(page), menu.map(({ plan }) => plan.totals.paid));
  const first = await page.locator(".plan-card").first().textContent();
  const digits = plain(first.replace(/[,\s]/g, ""));
  for (const figure of [menu[0].npv, menu[0].expected_value, menu[0].plan.amount, menu[0].plan.totals.waived, menu[0].prices[0].costs]) assert.ok(digits.includes(figure), figure);
  // Plans that are worth less to the creditor than no agreement lie within the chart as well.
  assert.ok(JSON.parse(body).creditor.frontier.some(({ gain }) => gain.startsWith("-")));
  const outside = await page.locator("figure.chart circle.deal").evaluateAll((dots) => dots.filter((dot) => Number(dot.getAttribute("cy")) > dot.closest("svg").height.baseVal.value - 28).length);
  assert.equal(outside, 0);
  // Never one choice alone, and none that is chosen.
  assert.equal(await page.locator(".offers .other").count(), 2);
  assert.equal(await page.locator(".offers [aria-pressed=true], .offers :checked").count(), 0);
  await check(page);
});

whole("where there is no agreement, the least changes are told", async (page, { language }) => {
  await fill(page, { "budget-per_period": "500", "budget-deposit": "", "budget-earliest": "", "budget-latest_finish": "" });
  await go(page, language, "offers");
  await page.locator("#moves-title").waitFor();
  const told = await page.locator("main").textContent();
  const { moves } = caseOf("negotiate/no_agreement").want.creditor;
  for (const { needed } of moves.filter((move) => move.needed)) assert.ok(plain(told.replaceAll(",", "")).includes(needed), needed);
  await page.locator("#conflict-title").waitFor();
  await check(page);
});

whole("an account is pasted as a history, as a request and as a table", async (page, { language, say }) => {
  await page.locator(".import summary").first().click();
  const paste = async (text) => {
    await page.locator("#paste").fill(text);
    await page.getByRole("button", { name: say.paste, exact: true }).click();
  };
  const history = {
    as_of: "2026-11-23", currency: "CNY", rules: [{ name: "late", into: "fees", kind: "late_fee", percent: "0.05", min: "10.00" }],
    entries: [{ date: "2026-03-30", kind: "purchase", amount: "1000.00" }, { date: "2026-04-05", kind: "statement", minimum: "100.00", due: "2026-04-23" }],
  };
  const { body } = await ask(set.server.url, history, "assess");
  const { claim } = JSON.parse(body);
  await paste(JSON.stringify(history, null, 1));
  await page.waitForFunction((total) => document.querySelector(".outcome").textContent.replaceAll(",", "").includes(total), claim.total);
  const box = (id) => page.locator(`#${id}`).inputValue();
  assert.equal(plain((await box("claim-components-principal"))), claim.components.principal);
  assert.equal(plain((await box("claim-components-fees"))), claim.components.fees);
  assert.equal(await box("claim-oldest_due"), claim.oldest_due);

  await paste(JSON.stringify({ ...history, rules: [{ name: "late" }] }));
  await page.locator(".outcome .problem").waitFor(); // the engine's problems with the history, by place
  await check(page);

  const { request } = caseOf("negotiate/no_agreement");
  await paste(JSON.stringify(request));
  await page.waitForFunction(() => document.getElementById("claim-components-principal").value === "30,000.00");
  assert.equal(await box("budget-per_period"), "500.00");

  await paste("编号,本金,违约金,逾期日\nA-1,888.00,12.00,2026/7/5\nA-2,1,1,\n");
  await page.waitForFunction(() => document.getElementById("claim-components-principal").value === "888.00");
  assert.equal(await box("claim-oldest_due"), "2026-07-05");
  assert.equal(await box("budget-per_period"), "");
  assert.match(await page.locator(".outcome").textContent(), new RegExp(jobs[language].portfolio)); // there is a second account in it

  await paste('{"claim":{"components":{"principal":"<img src=x onerror=alert(1)>"}},"pack":"<b>"}');
  await page.locator("#claim-components-principal-problem").waitFor();
  assert.equal(await page.locator("main img, main b").count(), 0);
  await paste("phone\n1\n");
  await page.locator(".outcome .problem").waitFor();
  assert.equal(await box("claim-components-principal"), "<img src=x onerror=alert(1)>", "a refused text changes nothing");
});

whole("the mandate is edited as a form and as JSON, and looked over while typing", async (page, { language, say }) => {
  await go(page, language, "mandate");
  const remarks = page.locator(".standing li");
  await page.locator("#remarks-title").waitFor();
  assert.equal(await remarks.count(), 0);
  await page.locator("#mandate-tiers-0-ceilings-interest").fill("10"); // the faster tier now waives less
  await remarks.first().waitFor();
  await check(page);
  await page.locator("#mandate-npv_floor").fill("170");
  const problem = page.locator("#mandate-npv_floor-problem");
  await problem.waitFor();
  assert.match(await problem.textContent(), /100%/); // a share is told as it is typed
  await page.locator("#mandate-npv_floor").fill("70");
  await page.getByRole("radio", { name: say.text }).check();
  const text = page.locator("#mandate-text");
  const mandate = JSON.parse(await text.inputValue());
  assert.equal(mandate.tiers[0].ceilings.interest, "0.1");
  assert.equal(mandate.npv_floor, "0.7");
  await text.fill("{");
  await page.locator("#mandate-text-problem").waitFor();
  await check(page);
  const tiers = caseOf("lint/hole_and_slower_waives_more").request.mandate.tiers;
  await text.fill(JSON.stringify({ ...mandate, levels: undefined, tiers, waiver_order: ["fees", "interest"] }));
  await page.waitForFunction(() => document.querySelectorAll(".standing li").length === 3);
  await page.getByRole("radio").first().check();
  assert.equal(await page.locator(".tier").count(), 3);
  await page.locator(".tier button").last().click(); // the last tier goes
  assert.equal(await page.locator(".tier").count(), 2);
  await page.getByRole("radio", { name: say.text }).check();
  assert.deepEqual(JSON.parse(await text.inputValue()).waiver_order, ["fees", "interest"], "what the form has no box for is kept");
});

whole("a proposal is accepted, or told what it breaks and the nearest plans", async (page, { language, say }) => {
  await go(page, language, "proposal");
  await fill(page, { "proposal-amount": "900", "proposal-deposit": "0" });
  await page.getByRole("heading", { name: say.accepted }).waitFor();
  await check(page);
  await fill(page, { "proposal-waived": "5000" });
  await page.getByRole("heading", { name: say.broken }).waitFor();
  await settled(page);
  const told = plain((await page.locator(".answer").textContent()).replaceAll(",", ""));
  assert.ok(told.includes("5000.00") && told.includes("902.95")); // the waiver proposed, and the ceilings of three years: 410.20 + 30% of 1,642.50
  assert.ok((await page.locator(".offers .plan-card").count()) > 0);
  await fill(page, { "proposal-amount": "nine" });
  await page.locator("#proposal-amount-problem").waitFor();
  await check(page);
});

whole("a sheet holds the offer, its parts, what a missed payment brings back, and the other choices", async (page, { language }) => {
  await go(page, language, "offers");
  await page.locator(".plan-card .actions button").nth(1).click();
  await page.locator(".paper").waitFor();
  await fill(page, { "sheet-creditor": "示例银行 Example Bank", "sheet-reference": "A-1001", "sheet-deadline": "2026-12-08" });
  const paper = page.locator(".paper");
  const text = await paper.textContent();
  const figures = plain(text.replaceAll(",", ""));
  const { menu } = JSON.parse((await ask(set.server.url, {
    ...caseOf("negotiate/card_mandate_and_budget_creditor").request, budget: { per_period: "1200.00", deposit: "2000.00", earliest: "2026-12-10", latest_finish: "2029-12-31", payday: 10 },
  }, "negotiate")).body).creditor;
  const chosen = menu.find(({ label }) => label === "lowest_payment");
  assert.equal(await paper.locator(".schedule tbody tr").count(), 1 + chosen.plan.count);
  for (const figure of ["32202.70", "902.95", chosen.plan.totals.paid, chosen.plan.amount]) assert.ok(figures.includes(figure), figure);
  assert.match(text, /Example Bank/);
  assert.match(text, language === "en" ? /8 Dec 2026/ : /2026年12月8日/);
  assert.match(text, language === "en" ? /None of these works for me/ : /都不合适/);
  assert.match(text, language === "en" ? /of the waiver, CN¥902\.95 would come back/ : /恢复计收的减免为 ¥902\.95/);
  await check(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await paper.isVisible(), true);
  for (const hidden of [".jobs", ".form", ".top", ".bottom"]) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  assert.ok((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length <= 3);
});

const choose = (page, name, text) => page.locator("main input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
};

whole("a file of accounts is priced, with its bad lines told, and taken along", async (page, { language, say }) => {
  await go(page, language, "portfolio");
  await check(page);
  const rows = Array.from({ length: 12 }, (_, n) => `A-${n},${n === 3 ? "abc" : 20000 + n},2026-07-05,1200.00`);
  await choose(page, "accounts.csv", `reference,principal,oldest_due,per_period\n${rows.join("\n")}\n=cmd|x,1,2,3,4,5\n`);
  await page.getByRole("heading", { name: `${say.done}` }).waitFor();
  const [name, csv] = await saved(page, say.csv);
  assert.equal(name, "accounts-offers.csv");
  const lines = csv.trim().split("\r\n");
  assert.ok(lines.filter((line) => line.startsWith("2,A-0,agreement_possible,")).length > 1, "more than one offer");
  assert.equal(lines.find((line) => line.startsWith("5,")).includes("number_grammar"), true);
  const answers = (await saved(page, say.ndjson))[1].trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(answers.length, 13);
  assert.deepEqual([answers[3].problems[0].code, answers[12].refused], ["number_grammar", "cells"]);
  const listed = page.locator(".listed tbody tr");
  assert.equal(await listed.count(), 13);
  const first = answers[0].offers.find(({ label }) => label === "lowest_payment");
  await page.locator("#listed-plan").selectOption("lowest_payment");
  const row = (await listed.first().textContent()).replaceAll(",", "");
  for (const figure of [first.plan.totals.paid, first.plan.totals.waived, first.npv, first.plan.amount]) assert.ok(row.includes(figure), `${row} ${figure}`);
  await page.locator("#listed-show").selectOption("failed");
  assert.equal(await listed.count(), 2);
  assert.doesNotMatch(await listed.first().textContent(), /claim\/|components/, "a place is told in words");
  await page.locator("main details summary").first().click();
  await check(page);
});

test("a long file can be stopped while the desk goes on, and what was priced is kept", async () => {
  const { page, faults, close } = await desk();
  await go(page, "en", "portfolio");
  await choose(page, "long.csv", `principal,oldest_due,per_period\n${"20000,2026-07-05,1200.00\n".repeat(10_000)}`);
  await page.locator("progress").waitFor();
  await go(page, "en", "account");
  await page.locator("#claim-components-principal").fill("31000");
  await page.locator(".standing:not(.stale)").waitFor();
  await go(page, "en", "portfolio");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("heading", { name: /^Stopped/ }).waitFor();
  const answers = (await saved(page, "Save as NDJSON"))[1].trim().split("\n");
  assert.ok(answers.length > 0 && answers.length < 10_000);
  assert.equal(JSON.parse(answers[0]).status, "agreement_possible");
  assert.deepEqual(await faults(), []);
  await close();
});

test("hostile files are refused with a message, and nothing of them reaches the page", async () => {
  const { page, faults, close } = await desk();
  await go(page, "en", "portfolio");
  for (const [name, text, message] of [
    ["book.xlsx", "PK\u0003\u0004....", /This is a spreadsheet/],
    ["nul.csv", "principal\n1\0\n", /not a text file/],
    ["open.csv", 'principal\n"1\n', /Line 2: A quotation mark is opened here/],
    ["none.csv", "", /There are no accounts in it/],
    ["other.csv", "<script>alert(1)</script>,x\n1,2\n", /names no part of a debt/],
  ]) {
    await choose(page, name, text);
    await page.getByRole("heading", { name: `We cannot read ${name}` }).waitFor();
    assert.match(await page.locator("[role=alert]").textContent(), message);
  }
  await choose(page, "<img src=x>.csv", 'reference,principal\n"<img src=x onerror=alert(1)>",<b>bold</b>\n');
  await page.getByRole("heading", { name: /^Done/ }).waitFor();
  await page.locator("main details summary").click();
  assert.match(await page.locator("main details").textContent(), /<img src=x onerror=alert\(1\)>/);
  assert.equal(await page.locator("main img, main b, main script").count(), 0);
  assert.deepEqual(await faults(), []);
  await close();
});

test("the desk can be worked with the keyboard alone", async () => {
  const { page, close } = await desk();
  const to = async (matches) => {
    for (let steps = 0; steps < 120; steps++) {
      if (await page.evaluate((sought) => document.activeElement.matches(sought), matches)) return;
      await page.keyboard.press("Tab");
      const outlined = await page.evaluate(() => {
        const on = document.activeElement;
        const seen = ["radio", "file"].includes(on.type) ? on.nextElementSibling : on;
        return on === document.body || getComputedStyle(seen).outlineStyle !== "none" || on.outerHTML;
      });
      assert.equal(outlined, true, "no outline");
    }
    assert.fail(`no way to ${matches}`);
  };
  await to(".example button");
  await page.keyboard.press("Enter");
  await page.keyboard.type("12000");
  await to("#budget-per_period");
  await page.keyboard.type("1000");
  await to('.jobs a[href="#mandate"]');
  await page.keyboard.press("Enter");
  const begun = () => page.waitForFunction(() => document.activeElement.id === "job"); // the next job begins at its head
  await begun();
  await to("#mandate-tiers-1-max_count");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("24");
  await to("#mandate-tiers-1-when-days_overdue-from");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Shift+Tab");
  await page.evaluate(() => document.querySelector(".skip").focus());
  await to('.jobs a[href="#offers"]');
  await page.keyboard.press("Enter");
  await begun();
  await to(".plan-card .actions button");
  await page.keyboard.press("Enter");
  await begun();
  await to("#sheet-creditor");
  await page.keyboard.type("Example Bank");
  await page.locator(".paper").waitFor();
  assert.match(await page.locator(".paper").textContent(), /Example Bank/);
  await close();
});

for (const language of ["en", "zh-CN"]) {
  test(`${language}: axe finds nothing in the dark either, nor when a plan does not carry`, async () => {
    const { page, close } = await desk({ language, theme: "dark" });
    for (const job of Object.keys(jobs.en)) {
      await go(page, language, job);
      await check(page);
    }
    await go(page, language, "account");
    await fill(page, { "budget-per_period": "0", "budget-deposit": "" });
    await page.locator(".standing:not(.stale), .notice").first().waitFor();
    await check(page);
    await close();
  });
}

test("the engine that does not load is told, and trying again keeps the account", async () => {
  let broken = true;
  const { page, close } = await desk({ ready: "[role=alert]", before: (page) => page.route("**/*.wasm", (route) => (broken ? route.abort() : route.continue())) });
  await page.locator("#claim-components-principal").fill("777");
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".standing:not(.stale)").waitFor();
  assert.equal(plain(await page.locator("#claim-components-principal").inputValue()), "777");
  await close();
});

test("a worker that is lost comes back, with the desk as it was", async () => {
  const { page, close } = await desk();
  await page.workers()[0].evaluate(() => self.close());
  await page.locator("#claim-components-principal").fill("20000");
  await page.locator(".standing:not(.stale)").waitFor();
  await close();
});

test("the borrower's page loads nothing of the desk", async () => {
  const files = JSON.parse(await (await fetch(`${set.server.url}/sizes.json`)).text());
  const mine = files.filter(({ loadedBy }) => loadedBy.includes("collector.html") && !loadedBy.includes("index.html")).map(({ file }) => file.replace(/-.*/, ""));
  assert.deepEqual(mine.sort(), ["assets/collector", "assets/collector", "collector.html"]);
  const { requests, close } = await visit(set.browser, set.server.url);
  assert.deepEqual(requests.filter((address) => address.includes("collector")), []);
  await close();
});
