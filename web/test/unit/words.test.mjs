import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";
import { alike } from "../words.mjs";

const { en } = await source("src/words/en.ts");
const { zh } = await source("src/words/zh.ts");
const { digitsOf, formatter, grouped, signOf } = await source("src/format.ts");
const { trouble } = await source("src/problems.ts");
const { example } = await source("src/fields.ts");

const facts = {
  owed: "«owed»", asOf: "«asOf»", count: 24, amount: "«amount»", first: "«first»", last: "«last»", lastAmount: "«lastAmount»",
  total: "«total»", yearly: "«yearly»", waived: "«waived»", waivedParts: "«waivedParts»", deposit: "«deposit»", depositDue: "«depositDue»", leftOver: "«leftOver»",
};

test("both languages say everything, with the same slots", () => {
  for (const falling of [true, false]) {
    alike(en, zh, (path) => {
      if (/^\/borrower\/(letter|message|phone)$/.test(path)) return [{ ...facts, falling }];
      return path.startsWith("/finding/") ? ["review", { value: "«value»", limit: "«limit»" }] : undefined;
    });
  }
});

test("figures are formatted from their text, beyond what a number holds", () => {
  const { money, figure, percent, share } = formatter("en", "CNY");
  assert.equal(money("999999999999999.99"), "CN¥999,999,999,999,999.99");
  assert.equal(figure("9007199254740993.001"), "9,007,199,254,740,993.001");
  assert.equal(money("-0.05"), "-CN¥0.05");
  assert.equal(percent("9.69"), "9.69%");
  assert.equal(share("0.24"), "24%");
  assert.equal(share("0.2400100000"), "24.001%");
  assert.equal(formatter("zh-CN", "JPY").money("1200"), "JP¥1,200");
  assert.equal(formatter("en", "KWD").figure("1.250"), "1.250");
});

test("days are told in the language of the page", () => {
  assert.equal(formatter("en", "CNY").day("2028-11-20"), "20 Nov 2028");
  assert.equal(formatter("zh-CN", "CNY").day("2028-11-20"), "2028年11月20日");
});

test("an amount that was understood is shown at the currency's digits", () => {
  assert.equal(grouped("12000", digitsOf("CNY")), "12,000.00");
  assert.equal(grouped("12000", digitsOf("JPY")), "12,000");
  assert.equal(grouped("1642.505", digitsOf("CNY")), "1,642.505");
  assert.deepEqual(["CNY", "USD", "INR"].map(signOf), ["¥", "$", "₹"]);
});

test("a problem is told in the page's language, with what is allowed as it is typed", () => {
  const tell = (code, pointer, allowed, words, language) =>
    trouble({ code, pointer, detail: "", ...(allowed && { allowed }) }, example, words, formatter(language, "CNY"));
  const tooMuch = tell("waiver_exceeds_component", "#/waivers/0/amount", "1642.50", en, "en");
  assert.equal(tooMuch.field, "waive_interest");
  assert.match(tooMuch.sentence, /The nearest that works is 1,642\.50\./);
  assert.match(tell("number_range", "#/waivers/1/percent", "1", zh, "zh-CN").sentence, /最接近的可用值是 100%/); // shares are typed as percentages
  assert.match(tell("date_order", "#/terms/first_due", "2026-11-30", zh, "zh-CN").sentence, /2026年11月30日/);
  assert.equal(tell("a_code_of_tomorrow", "#", "", en, "en").sentence, "This entry does not work as it is.");
  assert.equal(tell("constructor", "#", "", en, "en").sentence, "This entry does not work as it is.");
});
