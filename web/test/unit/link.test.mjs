import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { random, text } from "../random.mjs";
import { source } from "../source.mjs";

const { arrivedIn, edition, fragmentOf, longestFragment } = await source("src/borrower/link.ts");
const { read, written } = await source("src/carry.ts");
const { crc32 } = await source("src/borrower/crc.ts");
const { blank, example } = await source("src/fields.ts");

const seen = (value) => value.replace(/(?![\n\r\t])[\p{Cc}\p{Cf}]/gu, "");
const pasted = ["history", "history_columns", "history_kinds"];
const chosen = /^(unit_|every_|currency|shape|known|rate_per|final_payment|breach|earned|cn_card|owing|able|history)/;
const plain = (fields) => ({ ...fields });

/** A fragment made by hand, to be wrong in one thing. */
function fragment(json, { version = edition, sum } = {}) {
  const bytes = Buffer.concat([Buffer.from([version]), deflateRawSync(json)]);
  const end = Buffer.alloc(4);
  end.writeUInt32BE(sum ?? crc32(bytes));
  return `s=${Buffer.concat([bytes, end]).toString("base64url")}`;
}

/** A form with some of its entries changed at random. */
function anyForm(next) {
  const fields = { ...(next(2) ? example : blank("2026-11-23")) };
  for (const name of Object.keys(fields)) {
    if (next(6) || chosen.test(name)) continue;
    fields[name] = text(next).slice(0, 60);
  }
  return fields;
}

test("the check sum is that of zip files", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926); // the check value of the catalogues
  assert.equal(crc32(new TextEncoder().encode("The quick brown fox jumps over the lazy dog")), 0x414fa339);
});

test("a form comes back from its link as it was, but for signs that cannot be seen", async () => {
  for (let seed = 0; seed < 200; seed++) {
    const fields = anyForm(random(seed));
    const made = await fragmentOf(fields);
    if (made === undefined) continue; // too long; the page says so
    assert.ok(made.length <= longestFragment);
    assert.match(made, /^s=[\w-]+$/);
    const arrived = await arrivedIn(made);
    assert.deepEqual(plain(arrived.fields), Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, seen(value)])), `seed ${seed}`);
    assert.equal(arrived.older, false);
  }
});

test("the example's link is short", async () => {
  assert.ok((await fragmentOf(example)).length < 600);
});

test("a link that was cut, changed or made up is refused and never throws", async () => {
  const whole = await fragmentOf(example);
  for (let length = 2; length < whole.length; length++) assert.deepEqual(await arrivedIn(whole.slice(0, length)), { fault: "damaged" });
  for (let seed = 0; seed < 200; seed++) {
    const next = random(seed);
    const at = 2 + next(whole.length - 2);
    const other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/%<"[next(69)];
    if (other === whole[at]) continue;
    const arrived = await arrivedIn(whole.slice(0, at) + other + whole.slice(at + 1));
    // The last letter has bits that carry nothing.
    if (arrived.fields) assert.deepEqual(plain(arrived.fields), plain(example));
    else assert.ok(["damaged", "newer"].includes(arrived.fault));
    const made = await arrivedIn(`s=${text(next, 40)}`);
    assert.deepEqual(made, { fault: "damaged" });
  }
  assert.deepEqual(await arrivedIn(`s=${"A".repeat(1_000_000)}`), { fault: "damaged" });
  assert.equal(await arrivedIn("result"), undefined);
  assert.equal(await arrivedIn(""), undefined);
});

test("a link of a later edition is told as one, and one of an earlier is read with care", async () => {
  assert.deepEqual(await arrivedIn(fragment("{}", { version: edition + 1 })), { fault: "newer" });
  const older = await arrivedIn(fragment('{"count":"12"}', { version: edition - 1 }));
  assert.deepEqual([older.older, older.fields.count], [true, "12"]);
  assert.deepEqual(await arrivedIn(fragment("{}", { sum: 1 })), { fault: "damaged" });
});

test("a text that unfolds without end is given up", async () => {
  assert.deepEqual(await arrivedIn(fragment(JSON.stringify({ count: "1".repeat(30_000) }))), { fault: "damaged" });
  assert.deepEqual(await arrivedIn(fragment(" ".repeat(1_000_000))), { fault: "damaged" });
});

for (const [what, json] of [
  ["no object", "[]"], ["nothing", "null"], ["no JSON", "{"], ["a number for a text", '{"count":12}'], ["an object for a text", '{"count":{"toString":1}}'],
  ["a tick for a text", '{"cn_card":true}'], ["a choice that is none", '{"shape":"javascript:"}'], ["a name of every object as a choice", '{"currency":"constructor"}'],
  ["a text that is too long", JSON.stringify({ count: "1".repeat(65) })],
]) {
  test(`a form that holds ${what} is refused`, async () => {
    assert.equal(read(json), undefined);
    assert.deepEqual(await arrivedIn(fragment(json)), { fault: "damaged" });
  });
}

test("names that the form does not have are left out, and change no object", () => {
  const fields = read('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"name":"Zhang","account":"6222","count":"12"}');
  assert.equal(Object.getPrototypeOf(fields), null);
  assert.deepEqual(Object.keys(fields).sort(), Object.keys(example).sort());
  assert.equal(fields.count, "12");
  assert.equal({}.polluted, undefined);
});

test("what is kept on the device is the whole form, and what is passed on has nothing that was pasted from a statement", async () => {
  const own = { ...example, owing: "history", history: "2026-01-02\t-120.00\tZhang San 6222 0000\n", history_columns: "date,amount", history_kinds: "3:fee" };
  assert.deepEqual(plain(read(written(own))), own);
  const { fields } = await arrivedIn(await fragmentOf(own));
  assert.deepEqual(pasted.map((name) => fields[name]), ["", "", ""]);
  assert.equal(fields.owing, "history");
});
