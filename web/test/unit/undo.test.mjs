import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { add, begin, moment, mostSteps, redo, undo } = await source("src/borrower/undo.ts");

/** A history after changes, each with the milliseconds since the one before. */
function after(...changes) {
  let at = 0;
  return changes.reduce((history, [wait, now]) => add(history, now, (at += wait)), begin({ a: "", b: "" }));
}

test("changes of one entry within a moment are one step", () => {
  const history = after([0, { a: "1", b: "" }], [moment - 1, { a: "12", b: "" }], [moment - 1, { a: "123", b: "" }]);
  assert.deepEqual(undo(history).now, { a: "", b: "" });
});

test("a pause, or another entry, begins another step", () => {
  assert.deepEqual(undo(after([0, { a: "1", b: "" }], [moment, { a: "12", b: "" }])).now, { a: "1", b: "" });
  assert.deepEqual(undo(after([0, { a: "1", b: "" }], [1, { a: "1", b: "2" }])).now, { a: "1", b: "" });
});

test("typing right after a reset does not swallow the reset", () => {
  const history = after([0, { a: "1", b: "1" }], [5000, { a: "", b: "" }], [1, { a: "9", b: "" }]);
  assert.deepEqual(undo(history).now, { a: "", b: "" });
  assert.deepEqual(undo(undo(history)).now, { a: "1", b: "1" });
});

test("typing right after an undo is a step of its own", () => {
  const history = add(undo(after([0, { a: "1", b: "" }], [5000, { a: "12", b: "" }])), { a: "13", b: "" }, 5001);
  assert.deepEqual(undo(history).now, { a: "1", b: "" });
  assert.equal(redo(history), undefined);
});

test("what is the same is no step", () => {
  const history = after([0, { a: "", b: "" }]);
  assert.equal(undo(history), undefined);
  assert.equal(redo(history), undefined);
});

test("all steps taken back and made again give the same entries, and no more than the most are kept", () => {
  const changes = Array.from({ length: mostSteps + 50 }, (_, n) => [1000, { a: `${n}`, b: "" }]);
  let history = after(...changes);
  const last = history.now;
  let steps = 0;
  for (let before; (before = undo(history)); steps++) history = before;
  assert.equal(steps, mostSteps);
  assert.deepEqual(history.now, { a: "49", b: "" }); // 150 changes less 100 steps
  for (let next; (next = redo(history)); steps--) history = next;
  assert.equal(steps, 0);
  assert.deepEqual(history.now, last);
});
