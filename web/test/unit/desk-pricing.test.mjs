import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { price, CsvReader, EngineFailure } = await source("src/collector/pricing.ts", "src/collector/csv.ts", "../wasm/npm/browser.ts");

const mandate = { tiers: [{ name: "=tier" }], frequencies: [{ unit: "month", n: 1 }] };
const defaults = { as_of: "2026-11-24", currency: "CNY", pack: "cn-card", mandate };

const offer = (label, count) => ({
  label, terms: { shape: "level", count, first_due: "2026-12-10" }, last_date: "2027-12-10", tier: "=tier", level: "lead", npv: "90.00", recovery: "0.9", prices: [],
  binding: ["deposit", "earliest"], plan: { financed: "100.00", count, amount: "10.00", instalments: [{ n: 1 }], totals: { paid: "100.00", waived: "5.00" } },
});
const agreed = { status: "agreement_possible", as_of: "2026-11-24", currency: "CNY", versions: {}, creditor: { zone: "5.00", menu: [offer("fastest", 10), offer("lowest_payment", 12)] } };
const apart = {
  status: "no_agreement", as_of: "2026-11-24", currency: "CNY", versions: {},
  creditor: { zone: "0.00", moves: [{ constraint: "per_period", now: "5.00", needed: "10.00" }, { constraint: "min_payment", now: "1.00" }] },
};

/** An engine that answers by what is owed: 1 agrees, 2 does not, 3 is a problem, 4 kills the engine. */
const engine = async (op, request) => {
  assert.equal(op, "negotiate");
  assert.deepEqual([request.view, request.mandate, request.pack, request.reference], ["creditor", mandate, "cn-card", undefined]);
  switch (request.claim.components.principal) {
    case "1": return { answer: agreed };
    case "2": return { answer: apart };
    case "3": return { problems: [{ code: "number_range", pointer: "#/claim/components/principal", detail: "" }] };
    default: throw new EngineFailure("lost", op, "");
  }
};

const priceText = async (text, { stopped = () => false, ask = engine } = {}) => {
  const told = [];
  const results = await price(new Blob([text]), defaults, ask, (progress) => told.push({ ...progress, status: { ...progress.status } }), stopped);
  const reader = new CsvReader();
  // Blob.text() takes the byte order mark away, so the bytes are looked at.
  const bytes = new Uint8Array(await results.csv.arrayBuffer());
  assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
  const csv = [...reader.read(new TextDecoder().decode(bytes)), ...reader.end()].map(({ cells }) => cells);
  const ndjson = (await results.ndjson.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return { last: told.at(-1), csv, ndjson };
};

test("each account has its offers, its moves, or what is wrong with its line", async () => {
  const { last, csv, ndjson } = await priceText('reference,principal\n=A-1,1\nA-2,2\nA-3,3\nA-4,4\n"A"-5,1\nA-6,1,1\n');
  assert.deepEqual([last.rows, last.failed, last.status], [6, 4, { agreement_possible: 1, no_agreement: 1, no_sustainable_plan: 0 }]);
  const column = (name) => csv.slice(1).map((row) => row[csv[0].indexOf(name)]);
  assert.deepEqual(column("line"), ["2", "2", "3", "4", "5", "6", "7"]);
  assert.deepEqual(column("reference"), ["'=A-1", "'=A-1", "A-2", "A-3", "A-4", "", ""]);
  assert.deepEqual(column("offer"), ["fastest", "lowest_payment", "", "", "", "", ""]);
  assert.deepEqual(column("tier").slice(0, 1), ["'=tier"]);
  assert.deepEqual(column("moves").slice(2, 3), ["per_period 5.00 > 10.00"]);
  assert.deepEqual(column("problems"), ["", "", "", "number_range #/claim/components/principal", "engine", "quote_text", "cells"]);
  assert.deepEqual(ndjson.map(({ line, status, refused, problems }) => [line, status ?? refused ?? problems[0].code]), [
    [2, "agreement_possible"], [3, "no_agreement"], [4, "number_range"], [5, "engine"], [6, "quote_text"], [7, "cells"],
  ]);
  assert.deepEqual(last.listed.map(({ line, plans, status, refused, problems }) => [line, plans?.map(({ label, paid, waived, npv }) => [label, paid, waived, npv]) ?? [], status ?? refused ?? problems[0].code]), [
    [2, [["fastest", "100.00", "5.00", "90.00"], ["lowest_payment", "100.00", "5.00", "90.00"]], "agreement_possible"],
    [3, [], "no_agreement"], [4, [], "number_range"], [5, [], "engine"], [6, [], "quote_text"], [7, [], "cells"],
  ]);
  assert.deepEqual(ndjson[0].offers.map(({ label, plan }) => [label, plan.instalments, plan.amount]), [["fastest", undefined, "10.00"], ["lowest_payment", undefined, "10.00"]]);
});

test("ten thousand accounts are priced one after the other, and every one of them is in the results", async () => {
  let waiting = 0;
  const one = async (op, request) => {
    assert.equal(++waiting, 1, "one question at a time");
    const answer = await engine(op, request);
    waiting--;
    return answer;
  };
  const rows = Array.from({ length: 10_000 }, (_, n) => `A-${n},${1 + (n % 2)}\n`);
  const { last, csv, ndjson } = await priceText(`reference,principal\n${rows.join("")}`, { ask: one });
  assert.deepEqual([last.rows, last.failed, last.status.agreement_possible, last.status.no_agreement], [10_000, 0, 5_000, 5_000]);
  assert.equal(csv.length, 1 + 2 * 5_000 + 5_000);
  assert.deepEqual(ndjson.map(({ reference }) => reference), rows.map((_, n) => `A-${n}`));
  assert.ok(last.bytes > 0.9 * last.size, "told how far it is");
  assert.equal(last.listed.length, 1000, "what the page lists is bounded");
});

test("a file that is stopped leaves what was priced", async () => {
  let asked = 0;
  const ask = async (...question) => (asked++, engine(...question));
  const { last, ndjson } = await priceText("principal\n1\n1\n1\n1\n", { ask, stopped: () => asked === 2 });
  assert.deepEqual([last.rows, ndjson.length], [2, 2]);
});

test("a broken file leaves no results and says why", async () => {
  await assert.rejects(priceText("phone\n1\n"), ({ code }) => code === "no_columns");
});

test("of many lines without an answer the first hundred are kept to be shown, and all of them in the results", async () => {
  const { last, ndjson } = await priceText(`principal\n${"3\n".repeat(250)}`);
  assert.deepEqual([last.failed, last.troubles.length, ndjson.length], [250, 100, 250]);
});
