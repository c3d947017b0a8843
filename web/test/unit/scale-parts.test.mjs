// What stands in for the parts of d3-scale has to place every point as they do.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as original from "d3-interpolate";
import { random } from "../random.mjs";
import { source } from "../source.mjs";

const { interpolateNumber, interpolateRound } = await source("src/scale-parts.ts");

test("numbers between two ends are those of d3", () => {
  for (let seed = 0; seed < 2000; seed++) {
    const next = random(seed);
    const [from, to, share] = [next(2_000_000) - 1_000_000, next(2_000_000) / 7, next(1001) / 1000];
    assert.equal(interpolateNumber(from, to)(share), original.interpolateNumber(from, to)(share));
    assert.equal(interpolateRound(from, to)(share), original.interpolateRound(from, to)(share));
  }
});
