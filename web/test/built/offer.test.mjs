// A signed offer checked with the network off, and a negotiation answered by its link.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, stage, visit, withAxe } from "./parley.mjs";

const set = stage({ records: true });

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const due = day(30);

/** Asks the API as the collector, or as whoever has another credential. */
async function api(path, body, { key = set.server.key, method = body ? "POST" : "GET", ...headers } = {}) {
  const answered = await fetch(`${set.server.url}/v1/${path}`, {
    method, headers: { "content-type": "application/json", authorization: `Bearer ${key}`, ...headers }, ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await answered.json();
  assert.ok(answered.ok, JSON.stringify(answer));
  return answer;
}

const monthly = { unit: "month", n: 1 };
const quote = {
  as_of: day(0), currency: "CNY", claim: { components: { principal: "1500.00", penalty: "40.00" } }, waivers: [{ component: "penalty", percent: "1" }],
  waiver_terms: { earned: "on_completion", on_breach: "reinstate_all", grace_days: 3, missed_allowed: 0 },
  terms: { shape: "level", count: 3, first_due: due, every: monthly, rate: { value: "0", per: "year" }, day_count: "ACT/365F", roll: "none", final_payment: "smaller" },
};
const sign = () => api("offers", { audience: "Li Wei", reference: "6222-88", zone: "Asia/Shanghai", last_day: due, quote });

const open = (options = {}) => visit(set.browser, `${set.server.url}/offer`, { ready: "#pasted", ...options });

/** Opens what stands behind the #, as a link does. */
async function bring(page, fragment) {
  await page.evaluate((text) => (location.hash = text), fragment);
}

const says = {
  en: {
    genuine: "Genuine: signed by 示例银行 Example Bank, and not one character was changed.", same: "the figures follow from the terms", missed: "If the first payment is missed, you owe CN¥1,540.00",
    tampered: "This was changed after it was signed.", unknown: "Nobody known here signed this.", audience: "it was made for somebody else", expired: "This is genuine, but it ended on", unreadable: "This is no offer that can be read.",
  },
  "zh-CN": {
    genuine: "真实：由示例银行 Example Bank签署，一个字符都没有改动。", same: "数字与签署的条款一致", missed: "您欠 ¥1,540.00",
    tampered: "签署之后被改动过", unknown: "签署者不在已知名单内", audience: "但不是给您的", expired: "但有效期已在", unreadable: "这不是能读懂的方案",
  },
};

for (const [language, width] of [["en", 1280], ["zh-CN", 360]]) {
  test(`${language}, ${width} px: an offer is checked without a network, and refused with the reason`, async () => {
    const words = says[language];
    const { token } = await sign();
    const { page, requests, faults, close } = await open({ language, width, before: withAxe });
    await page.context().setOffline(true);
    const loaded = requests.length;
    await page.reload();
    await bring(page, token);
    await page.getByText(words.genuine).waitFor();
    await page.getByText(words.same).waitFor();
    const text = await page.locator("main").textContent();
    for (const said of ["Li Wei", "6222-88", "Asia/Shanghai", "1,500.00", "500.00", words.missed]) assert.ok(text.includes(said), said);
    assert.ok(text.indexOf("1,500.00") < text.indexOf("500.00", text.indexOf("1,500.00") + 8), "the total comes before the payment");
    await page.locator("summary").click();
    assert.equal(await page.locator("tbody tr").count(), 3);
    await clean(page);

    await page.locator("#audience").fill("Wang Fang");
    await page.getByText(words.audience).waitFor();
    assert.equal(await page.locator("#plan-title").count(), 0, "somebody else's plan is not shown");
    await page.locator("#audience").fill("li wei");
    await page.getByText(words.genuine).waitFor();

    const [head, said, signature] = token.split(".");
    const at = said.length >> 1;
    for (const changed of [
      `${head}.${said.slice(0, at)}${said[at] === "A" ? "B" : "A"}${said.slice(at + 1)}.${signature}`,
      `${head}.${said}.${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`,
    ]) {
      await bring(page, changed);
      await page.getByText(words.tampered).waitFor();
      assert.equal(await page.locator(".facts").count(), 0, "nothing that it says is shown");
    }
    await clean(page);
    // The last letter of a signature has four bits that count for nothing: another spelling is a change all the same.
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    await bring(page, token.slice(0, -1) + letters[letters.indexOf(token.at(-1)) ^ 1]);
    await page.getByText(words.unreadable).waitFor();

    assert.ok(requests.slice(loaded).every((url) => !url.includes("/v1/")), "nothing is asked");
    await page.clock.setFixedTime(new Date(Date.now() + 32 * 86_400_000));
    await bring(page, token);
    await page.getByText(words.expired).waitFor();
    assert.deepEqual((await faults()).filter((fault) => !fault.includes("ERR_INTERNET_DISCONNECTED")), []);
    await close();
  });
}

test("a key that was taken away is no longer known, and a new one is", async () => {
  const stolen = set.server.signer();
  const { token } = await sign();
  const { page, close } = await open({ copy: false });
  await bring(page, token);
  await page.getByText(says.en.genuine).waitFor();
  set.server.forget(stolen);
  await page.reload();
  await page.getByText(says.en.unknown).waitFor();
  await bring(page, (await sign()).token);
  await page.getByText(says.en.genuine).waitFor();
  await close();
});

test("what is no offer is refused in words, however it is spelled", async () => {
  const { page, requests, faults, close } = await open({ copy: false });
  const loaded = requests.length;
  const b64 = (text) => Buffer.from(text).toString("base64url");
  const signed = (header) => `${b64(header)}.${b64("{}")}.${"A".repeat(86)}`;
  for (const fragment of [
    "x", "a.b", "a.b.c.d", "link=parley_link_x", "<img src=x onerror=alert(1)>", "javascript:alert(1)", `${"A".repeat(40_000)}.A.A`, "%00%ff", "__proto__",
    signed('{"alg":"none"}'), signed('{"alg":"HS256","kid":"x","typ":"parley-offer+jwt"}'), signed("\u202e{}"),
  ]) {
    await bring(page, "");
    await page.waitForFunction(() => !document.querySelector("[role=alert]"));
    await bring(page, fragment);
    await page.getByText(says.en.unreadable).waitFor();
  }
  await page.locator("#pasted").fill(" no offer \u0000 ");
  await page.locator("button[type=submit]").click();
  await page.getByText(says.en.unreadable).waitFor();
  // A link with line ends in it, as mail programs leave them.
  const { link } = await sign();
  await page.locator("#pasted").fill(link.replace(/(.{60})/g, "$1\n"));
  await page.locator("button[type=submit]").click();
  await page.getByText(says.en.genuine).waitFor();
  assert.equal(await page.locator("img").count(), 0);
  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual(await faults(), []);
  await close();
});

test("a QR code is read where the browser can, and otherwise the page says so", async () => {
  const without = await open({ copy: false, before: (page) => page.addInitScript(() => delete globalThis.BarcodeDetector) });
  await without.page.getByText("This browser cannot read QR codes.").waitFor();
  await without.close();

  const { link, qr_svg } = await sign();
  assert.match(qr_svg, /^<svg /);
  const stand = (text) => {
    globalThis.BarcodeDetector = class {
      static getSupportedFormats = async () => ["qr_code"];
      detect = async (picture) => (picture instanceof ImageBitmap ? [{ rawValue: text }] : []);
    };
  };
  const { page, faults, close } = await open({ copy: false, before: (page) => page.addInitScript(stand, link) });
  const permitted = (await fetch(`${set.server.url}/offer`)).headers.get("permissions-policy");
  assert.ok(permitted.startsWith("camera=(self),"));
  await page.getByRole("button", { name: "Read the QR code with the camera" }).click();
  await page.getByText("The camera cannot be used.").waitFor(); // there is none here
  await page.locator("#picture").setInputFiles({ name: "a.txt", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await page.getByText("No QR code was found").waitFor();
  const dot = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await page.locator("#picture").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: dot });
  await page.getByText(says.en.genuine).waitFor();
  assert.deepEqual(await faults(), []);
  await close();
});

test("the collector has the offer of the sheet signed, and it is printed with it", async () => {
  const { page, requests, faults, close } = await visit(set.browser, `${set.server.url}/collector#account`, { ready: "#as_of", copy: false, before: withAxe });
  await page.locator("#pack").selectOption("");
  const days = { as_of: day(0), "claim-oldest_due": day(-142), "budget-earliest": day(16), "budget-latest_finish": day(1100) };
  for (const [id, date] of Object.entries(days)) await page.locator(`#${id}`).fill(date); // the server knows what day it is
  await page.evaluate(() => (location.hash = "#offers"));
  await page.locator(".plan-card .actions button").first().click();
  await page.locator(".paper").waitFor();
  const loaded = requests.length;
  await page.getByText("Fill in the debt's reference and the deadline above first.").waitFor();
  await page.locator("#sheet-reference").fill("A-1001");
  await page.locator("#sheet-deadline").fill("2199-01-01");
  await page.locator("#sign-audience").fill("Li Wei");
  await page.locator("#sign-key").fill(set.server.key);
  assert.deepEqual(requests.slice(loaded), [], "nothing is asked before the button is pressed");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByText("The deadline is over, or after the day").waitFor();
  const due = await page.locator(".paper .schedule tbody th").first().textContent();
  await page.locator("#sheet-deadline").fill(/\d{4}-\d\d-\d\d/.exec(due)[0]);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByRole("img", { name: "QR code of the signed offer" }).waitFor();
  await clean(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("img", { name: "QR code of the signed offer" }).isVisible(), true);
  assert.equal(await page.locator("#sign-key").isVisible(), false);
  const link = await page.locator(".mark-of-offer a").getAttribute("href");
  await page.emulateMedia({ media: "screen" });
  await page.locator("#sheet-reference").fill("A-1002");
  await page.getByText("The offer has changed since it was signed").waitFor();
  assert.equal(await page.locator(".mark-of-offer").count(), 0, "another offer does not bear the old signature");
  await page.goto(link);
  await page.getByText(says.en.genuine).waitFor();
  await page.getByText(says.en.same).waitFor();
  assert.equal(await page.locator("dd", { hasText: "A-1001" }).count(), 1);
  assert.deepEqual((await faults()).filter((fault) => !fault.includes("422")), []); // the browser notes the refusal itself
  await close();
});

test("360 px: a borrower opens the link, sees every way to answer, counters, and the collector accepts", async () => {
  const { id } = await api("negotiations", {
    as_of: day(0), currency: "CNY", record: { rules: { grace_days: 3, missed_allowed: 1, pace: { curve: "even", open: "1500.00", floor: "987.65", rounds: 4 } } },
    event: { kind: "offer", date: day(0), by: "creditor", note: "file 4711", offer: { paid: "1500.00", waived: "40.00", amount: "500.00", count: 3, every: monthly, first_due: due } },
  }, { "idempotency-key": crypto.randomUUID() });
  const desk = await visit(set.browser, `${set.server.url}/records`, { ready: "#key", copy: false, before: withAxe });
  await desk.page.locator("#key").fill(set.server.key);
  await desk.page.locator("button[type=submit]").click();
  await desk.page.locator(".list button").last().click();
  await desk.page.getByRole("button", { name: "Make a link" }).click();
  const link = await desk.page.locator("a[href*='#link=']").getAttribute("href");
  await desk.page.getByRole("img", { name: "QR code of the link" }).waitFor();
  await clean(desk.page);
  const { page, requests, faults, close } = await visit(set.browser, link, { width: 360, height: 740, ready: "#offer-1", before: withAxe });
  const loaded = requests.length;
  const text = await page.locator("body").textContent();
  for (const said of ["CN¥1,500.00", "more than 3 days late", "If none of these works for you", "This page is different from the others here"]) assert.ok(text.includes(said), said);
  for (const secret of ["987", "4711", id, "pace"]) assert.ok(!text.includes(secret), secret);
  assert.equal(await page.locator("[aria-expanded=true], input:checked").count(), 0, "nothing is chosen beforehand");
  await page.getByRole("button", { name: "Accept: Offer 1" }).click();
  await page.getByText("With this you agree to pay CN¥1,500.00 in all").waitFor();
  await clean(page);
  await page.getByRole("button", { name: "Propose something else: Offer 1" }).click();
  await page.locator("#propose-1-amount").fill("２００");
  await page.locator("#propose-1-count").fill("6");
  await page.getByText("They would waive").waitFor();
  assert.match(await page.locator("form .facts").textContent(), /CN¥1,200\.00.*CN¥340\.00/s); // 6 × 200; 1,540 − 1,200
  await clean(page);
  assert.deepEqual(requests.slice(loaded), [], "nothing is sent while typing");
  await page.getByRole("button", { name: "Send this proposal" }).click();
  await page.getByText("Your proposal, not answered yet").waitFor();
  await clean(page);

  await desk.page.getByRole("button", { name: "All negotiations" }).click();
  await desk.page.locator(".list button").last().click();
  for (const [name, value] of [["kind", "accept"], ["by", "creditor"], ["number", "2"]]) await desk.page.locator(`#box-${name}`).selectOption(value);
  await desk.page.locator("#box-date").fill(day(0));
  await desk.page.locator("form button[type=submit]").click();
  await desk.page.locator("#promises-title").waitFor();

  await page.reload();
  await page.getByText("What was agreed").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 6);
  await clean(page);
  const { links } = await api(`negotiations/${id}/links`);
  await api(`negotiations/${id}/links/${links[0].id}`, undefined, { method: "DELETE" });
  await page.reload();
  await page.getByText("This link no longer works").waitFor();
  await desk.close();
  assert.deepEqual((await faults()).filter((fault) => !fault.includes("401")), []); // the browser notes the refusal itself
  await close();
});

test("a link is said to work until its last day where it ends, also west of Greenwich", async () => {
  const { id } = await api("negotiations", {
    as_of: day(0), currency: "CNY", record: { rules: {} },
    event: { kind: "offer", date: day(0), by: "creditor", offer: { paid: "1500.00", amount: "500.00", count: 3, every: monthly, first_due: due } },
  }, { "idempotency-key": crypto.randomUUID() });
  const { link } = await api(`negotiations/${id}/links`, { last_day: due, zone: "America/Los_Angeles" });
  const { page, faults, close } = await visit(set.browser, new URL(link, set.server.url).href, { language: "zh-CN", ready: "#offer-1", copy: false });
  const [year, month, date] = due.split("-").map(Number);
  await page.getByText(`您的链接有效到${year}年${month}月${date}日。`).waitFor();
  assert.deepEqual(await faults(), []);
  await close();
});
