import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, settled, stage, visit } from "./parley.mjs";

const set = stage();

const claim = { principal: "30000.00", interest: "1642.50", penalty: "410.20", fees: "150.00" };

/** The account without a plan, as a partner would ask for it, with the terms that the pack calls usual. */
async function ahead(share) {
  const { body } = await ask(set.server.url, { id: "cn-card", on: "2026-11-23" }, "pack");
  const rules = JSON.parse(body).pack.series.find(({ key, when }) => key === "rules.default" && !when).rows[0].values.map(JSON.parse);
  const { principal, ...others } = claim;
  const entries = [{ date: "2026-11-23", kind: "advance", amount: principal }, ...Object.entries(others).map(([component, amount]) => ({ date: "2026-11-23", kind: "fee", component, amount }))];
  const scenarios = [{ name: "a", pays: "nothing" }, { name: "b", pays: "minimum", minimum: { share } }];
  const answer = JSON.parse((await ask(set.server.url, { as_of: "2026-11-23", currency: "CNY", rules, entries, months: 24, scenarios }, "forecast")).body);
  return answer.scenarios.map(({ rows }) => [{ date: "2026-11-23", balance: answer.claim.total }, ...rows]);
}

/** The cells of a table, which is drawn only once it is opened. */
async function figures(table) {
  const rows = table.locator("tbody tr");
  await rows.first().waitFor();
  return rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
}
const plain = (text) => text.replace(/[^\d.]/g, "");
/** What holds on a day: the last figure at or before it. */
const at = (rows, date) => rows.findLast((row) => row.date <= date)?.balance ?? "";

test("the balance is drawn beside what comes of paying nothing and the minimum, with the figures of the API in its table", async () => {
  const { page, requests, faults, close } = await visit(set.browser, set.server.url);
  const loaded = requests.length;
  await page.getByLabel("Minimum payment of the card").fill("10");
  const figure = page.getByRole("figure", { name: "What you still owe over time" });
  await figure.getByText("With the minimum only").first().waitFor();
  const [nothing, minimum] = await ahead("0.1");
  const quoted = await figures(page.locator(".payments"));
  const plan = [{ date: "2026-11-30", balance: "29992.50" }, ...quoted.slice(1).map((cells) => ({ date: cells[1], balance: plain(cells.at(-1)) }))];
  const dates = [...new Set([...plan, ...nothing, ...minimum].map(({ date }) => date))].sort();
  await figure.getByText("The chart as a table").click();
  const shown = await figures(figure.getByRole("table"));
  assert.deepEqual(shown.map(([, ...cells]) => cells.map(plain)), dates.map((date) => [plan, nothing, minimum].map((rows) => at(rows, date))));

  const cursor = figure.getByRole("slider", { name: "What you still owe over time: move along" });
  await cursor.focus();
  assert.equal(await cursor.getAttribute("aria-valuetext"), "23 Nov 2026: CN¥32,202.70 if nothing is paid; CN¥32,202.70 with the minimum only");
  await page.keyboard.press("ArrowRight");
  assert.match(await cursor.getAttribute("aria-valuetext"), /^30 Nov 2026: CN¥29,992\.50 still owed with this plan; /);
  await page.keyboard.press("End");
  assert.match(await cursor.getAttribute("aria-valuetext"), /CN¥0\.00 still owed with this plan; /);
  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual(await faults(), []);
  await close();
});

for (const [language, names] of Object.entries({
  en: { more: "More charts", stack: "What each payment is made of", fall: "From what you owe to what you pay, in bars", table: "The chart as a table" },
  "zh-CN": { more: "更多图表", stack: "每一期由什么构成", fall: "从欠款到还款（条形图）", table: "用表格查看" },
})) {
  test(`${language}: the parts of the payments and the steps are drawn, each with its sentence, its cursor and its table`, async () => {
    const { page, close } = await visit(set.browser, set.server.url, { language });
    await page.locator("#rate").fill("6");
    await settled(page);
    await page.getByText(names.more).click();
    const stack = page.getByRole("figure", { name: names.stack });
    await stack.getByText(names.table).click();
    const rows = await figures(stack.getByRole("table"));
    const payments = (await figures(page.locator(".payments"))).slice(1);
    // Date, debt, interest, payment; the page's table has number, date, payment, debt, interest.
    assert.deepEqual(rows.map(([, ...cells]) => cells.map(plain)), payments.map((cells) => [3, 4, 2].map((n) => plain(cells[n]))));
    assert.equal(await stack.locator("path.bar").count(), 2 + 2); // drawn, and in the legend

    const fall = page.getByRole("figure", { name: names.fall });
    await fall.getByText(names.table).click();
    const steps = await page.locator("dl.steps > div").evaluateAll((all) => all.map((each) => [each.querySelector("dt").textContent, each.querySelector("dd").textContent]));
    assert.deepEqual(await figures(fall.getByRole("table")), steps);
    const cursor = fall.getByRole("slider");
    await cursor.focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await cursor.getAttribute("aria-valuetext"), /1,210\.20/);
    await close();
  });
}

test("a chart answers the pointer with the nearest figure", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  const figure = page.getByRole("figure", { name: "What you still owe over time" });
  const plot = figure.locator(".plot svg");
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width - 16, box.y + 100);
  assert.match(await figure.locator("output").textContent(), /^2\d Nov 2028/);
  await close();
});
