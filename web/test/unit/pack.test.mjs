// Packed or not, a module starts with the same memory.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pack } from "../../../wasm/pack.mjs";

const leb = (value) => (value < 128 ? [value] : [128 | (value & 127), ...leb(value >>> 7)]);
const signedLeb = (value) => (value < 64 ? [value] : [128 | (value & 127), ...signedLeb(value >>> 7)]);

/** A module of one exported page of memory with segments of [address, bytes]. */
function moduleOf(segments) {
  const section = (id, ...body) => [id, ...leb(body.length), ...body];
  const data = segments.flatMap(([at, bytes]) => [0, 0x41, ...signedLeb(at), 0x0b, ...leb(bytes.length), ...bytes]);
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(5, 1, 0, 1),
    ...section(7, 1, 1, 0x6d, 2, 0),
    ...section(11, ...leb(segments.length), ...data),
  ]);
}

const memoryOf = async (bytes) => {
  const { instance } = await WebAssembly.instantiate(bytes);
  return Buffer.from(instance.exports.m.buffer);
};

const cases = {
  "one segment": [[4096, [1, 2, 3]]],
  "short gaps join": [[64, [1]], [80, [2, 0, 0, 3]], [335, [4]]],
  "a gap of 256 zeros parts": [[0, [9]], [257, [8]], [600, [7, 0, 7]]],
  "zeros at either end of a segment": [[127, [0, 0, 5, 0, 0]], [8191, [0, 1]], [60000, [0, 0, 0]]],
  "an address of each length": [[63, [1]], [64, [2]], [8191, [3]], [8192, [4]], [65535, [5]]],
};

for (const [it, segments] of Object.entries(cases)) {
  test(it, async () => {
    const module = moduleOf(segments);
    assert.deepEqual(await memoryOf(pack(module)), await memoryOf(module));
  });
}

test("many small segments become few", async () => {
  const module = moduleOf(Array.from({ length: 2000 }, (_, n) => [n * 30 + (n % 7), [n & 255, 1]]));
  const packed = pack(module);
  assert.deepEqual(await memoryOf(packed), await memoryOf(module));
  assert.deepEqual(pack(packed), packed);
  assert.equal(WebAssembly.Module.exports(await WebAssembly.compile(packed)).length, 1);
});

test("a segment that is not Go's is refused", () => {
  const module = moduleOf([[0, [1]]]);
  module[module.length - 6] = 1; // passive
  assert.throws(() => pack(module), /without a plain address/);
});
