import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";
import { alike, sentences } from "../words.mjs";

const { en } = await source("src/collector/words/en.ts");
const { zh } = await source("src/collector/words/zh.ts");

const remarked = { tier: "«tier»", other: "«other»", when: "«when»", component: "«component»", day: "«day»", sum: "«sum»", less: false };

/** What a sentence is told with, each slot to be told apart. */
function given(path) {
  if (path.startsWith("/remark/")) return [remarked];
  if (path.startsWith("/finding/")) return [{ value: "«value»", limit: "«limit»" }];
  if (path === "/accounts") return [["«0»", "«1»"]];
  if (path === "/hardshipBand") return [true];
  if (path === "/every") return [{ unit: "month", n: 7 }];
}

test("the desk says everything in both languages, with the same slots", () => alike(en, zh, given));

test("every sentence is in its own language", () => {
  for (const [path, text] of sentences(en, given)) assert.doesNotMatch(text, /\p{Script=Han}/u, path);
  const same = sentences(zh, given).filter(([path, text]) => text === new Map(sentences(en, given)).get(path)).map(([path]) => path);
  assert.deepEqual(same, ["/editText"]); // JSON
});

test("one is told apart from many, and less from more", () => {
  assert.equal(en.standing(1, "CN¥5.00"), "One plan to offer. Up to CN¥5.00 is negotiable.");
  assert.equal(en.standing(3, "CN¥5.00"), "3 plans to offer. Up to CN¥5.00 is negotiable.");
  assert.equal(en.every({ unit: "week", n: 2 }), "every 2 weeks");
  assert.equal(zh.every({ unit: "month", n: 3 }), "每季度");
  assert.equal(zh.every({ unit: "week", n: 3 }), "每 3 周");
  assert.notEqual(en.remark.cliff({ ...remarked, less: true }), en.remark.cliff(remarked));
  assert.equal(en.fromTo("10 Dec 2026", "10 Dec 2026"), "10 Dec 2026");
});
