import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { at, listAt, parsed, pick, put } = await source("src/collector/tree.ts");
const { kinds } = await source("src/collector/kinds.ts");

test("a value is found by its pointer, and nothing is found that is not the tree's own", () => {
  const tree = { claim: { components: { fees: "1.00" } }, tiers: [{ name: "a" }] };
  assert.equal(at(tree, "/claim/components/fees"), "1.00");
  assert.equal(at(tree, "/tiers/0/name"), "a");
  for (const nowhere of ["/claim/components/costs", "/tiers/1/name", "/tiers/length", "/claim/constructor", "/toString", "/__proto__/x", "/claim/components/fees/0"]) {
    assert.equal(at(tree, nowhere), undefined, nowhere);
  }
  assert.deepEqual(listAt(tree, "/claim"), []);
});

test("a value that is put leaves the tree before as it was", () => {
  const tree = Object.freeze({ tiers: Object.freeze([Object.freeze({ name: "a" }), Object.freeze({ name: "b" })]), kept: 1 });
  assert.deepEqual(put(tree, "/tiers/1/when/days_overdue/from", 30), { tiers: [{ name: "a" }, { name: "b", when: { days_overdue: { from: 30 } } }], kept: 1 });
  assert.deepEqual(put(tree, "/tiers/0", undefined), { tiers: [{ name: "b" }], kept: 1 });
  assert.deepEqual(put({ kept: "text" }, "/kept/deep", 1), { kept: { deep: 1 } });
});

test("an empty box takes its key away, and the objects that only held it", () => {
  const tree = { tier: { name: "a", when: { days_overdue: { from: 30 } } } };
  assert.deepEqual(put(tree, "/tier/when/days_overdue/from", undefined), { tier: { name: "a" } });
  assert.deepEqual(put(tree, "/nothing/here", undefined), tree);
});

test("a text of JSON is an object or nothing, and a picked one holds only what was asked for", () => {
  for (const text of ["[1]", "1", "null", '"a"', "{", ""]) assert.equal(parsed(text), undefined, text);
  const hostile = parsed('{"__proto__":{"polluted":true},"as_of":"2026-11-24","more":1}');
  const picked = pick(hostile, ["as_of", "currency", "constructor"]);
  assert.deepEqual(Object.keys(picked), ["as_of"]);
  assert.equal({}.polluted, undefined);
});

test("what is typed in a box becomes the strict form, and is shown as it is typed", () => {
  for (const [kind, typed, strict, shown] of [
    ["amount", "1.2万", "12000", "12,000"],
    ["amount", "１，２３４．５０ 元", "1234.50", "1,234.50"],
    ["amount", "abc", "abc", "abc"],
    ["amount", " ", undefined],
    ["percent", "30", "0.3", "30"],
    ["percent", "12.5 %", "0.125", "12.5"],
    ["percent", "100", "1", "100"],
    ["count", "36 months", 36, "36"],
    ["count", "12345678901", "12345678901", "12345678901"],
    ["text", " settle ", " settle ", " settle "],
    ["text", "", undefined],
    ["names", "collector，team lead;  ", ["collector", "team lead"], "collector, team lead"],
    ["rates", "0, 3.6%", [{ value: "0", per: "year" }, { value: "0.036", per: "year" }], "0, 3.6"],
    ["rate", "8", { value: "0.08", per: "year" }, "8"],
    ["number", "6", "6", "6"],
  ]) {
    assert.deepEqual(kinds[kind].read(typed), strict, typed);
    if (strict !== undefined) assert.equal(kinds[kind].show(strict), shown, typed);
  }
});

test("a value of the wrong shape is shown as nothing, and a rate by another time says so", () => {
  for (const kind of Object.values(kinds)) assert.equal(kind.show({ odd: [] }), "");
  assert.equal(kinds.rates.show([{ value: "0.0005", per: "day" }]), "0.05/day");
});
