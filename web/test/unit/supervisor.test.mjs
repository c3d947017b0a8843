import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { source } from "../source.mjs";

const { supervise } = await source("../wasm/npm/supervisor.ts");

const limits = { start: 1000, call: 500, memory: 1000 };
const quiet = { body: "{}", canonical: "{}", failed: false };

/** Workers that do as a script says: each takes the behaviour of its turn. */
function workers(...behaviours) {
  const opened = [];
  const open = () => {
    const behave = behaviours[Math.min(opened.length, behaviours.length - 1)];
    const worker = {
      heard: [],
      ended: false,
      onmessage: null,
      onerror: null,
      terminate: () => (worker.ended = true),
      say: (data) => worker.onmessage?.({ data }),
      postMessage(message) {
        worker.heard.push(message);
        queueMicrotask(() => behave(worker, message));
      },
    };
    opened.push(worker);
    return worker;
  };
  return { open, opened };
}

const answers = (memory) => (worker, message) =>
  worker.say("module" in message ? { ready: true } : { id: message.id, reply: { ...quiet, body: message.request }, memory });
const healthy = answers(1);
const silent = (worker, message) => "module" in message && worker.say({ ready: true });
const dies = (worker, message) => worker.say("module" in message ? { ready: true } : { died: "unreachable" });
const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test("answers come back to the calls that asked, one at a time", async () => {
  const { open, opened } = workers(healthy);
  const parley = supervise(open, {}, limits);
  const replies = await Promise.all(["1", "2", "3"].map((text) => parley.call("quote", text)));
  assert.deepEqual(replies.map(({ body }) => body), ["1", "2", "3"]);
  assert.equal(opened.length, 1);
});

test("the first worker fetches the engine from its address, and the next one takes its module", async () => {
  const module = {};
  const fetches = (then) => (worker, message) => {
    if (!("wasm" in message)) return then(worker, message);
    worker.say({ module });
    worker.say({ ready: true });
  };
  const { open, opened } = workers(fetches(dies), healthy);
  const parley = supervise(open, "https://parley.example/parley.wasm", limits);
  await parley.ready;
  assert.equal((await parley.call("quote", "1")).body, "1");
  assert.deepEqual(opened.map(({ heard }) => heard[0]), [{ wasm: "https://parley.example/parley.wasm" }, { module }]);
  assert.equal(opened[1].heard[0].module, module);
});

test("a download may take its time, and the start after it may not", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { open, opened } = workers(() => {});
  const parley = supervise(open, "https://parley.example/parley.wasm", limits);
  mock.timers.tick(60_000);
  assert.equal(opened[0].ended, false);
  opened[0].say({ module: {} });
  mock.timers.tick(limits.start);
  await assert.rejects(parley.ready, /the start took longer than 1000 ms/);
  assert.equal(opened[0].ended, true);
  mock.timers.reset();
});

test("an engine that cannot be fetched is told by who waits for the start", async () => {
  const { open } = workers((worker) => worker.say({ died: "the engine could not be loaded: 404" }));
  await assert.rejects(supervise(open, "https://parley.example/parley.wasm", limits).ready, /404/);
});

test("a worker that dies is replaced from the same module, and the request asked once more", async () => {
  const { open, opened } = workers(dies, healthy);
  const module = {};
  const parley = supervise(open, module, limits);
  const both = await Promise.all([parley.call("quote", "1"), parley.call("quote", "2")]);
  assert.deepEqual(both.map(({ body }) => body), ["1", "2"]);
  assert.equal(opened.length, 2);
  assert.equal(opened[0].ended, true);
  assert.equal(opened[1].heard[0].module, module);
});

test("a second death gives the request back, and the next request works", async () => {
  const { open } = workers(dies, dies, healthy);
  const parley = supervise(open, {}, limits);
  await assert.rejects(parley.call("quote", "poison"), { code: "engine_failed", op: "quote", request: "poison", message: "unreachable" });
  assert.equal((await parley.call("quote", "next")).body, "next");
});

test("a worker that is silent for too long is replaced", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { open, opened } = workers(silent, healthy);
    const parley = supervise(open, {}, limits);
    const asked = parley.call("quote", "1");
    await settle();
    mock.timers.tick(limits.call - 1);
    assert.equal(opened.length, 1);
    mock.timers.tick(1);
    assert.equal((await asked).body, "1");
    assert.equal(opened.length, 2);
  } finally {
    mock.timers.reset();
  }
});

test("a worker that never starts is given up after two tries", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { open, opened } = workers(() => {});
    const parley = supervise(open, {}, limits);
    const asked = assert.rejects(parley.call("quote", "1"), { code: "engine_failed" });
    for (let tries = 0; tries < 2; tries++) {
      await settle();
      mock.timers.tick(limits.start);
    }
    await asked;
    assert.equal(opened.length, 2);
  } finally {
    mock.timers.reset();
  }
});

test("a worker that cannot even be opened is reported", async () => {
  const parley = supervise(() => { throw new Error("no workers here"); }, {}, limits);
  await assert.rejects(parley.call("quote", "1"), { code: "engine_failed", message: "Error: no workers here" });
});

test("a worker that has grown too large is replaced after its answer", async () => {
  const { open, opened } = workers(answers(limits.memory + 1), healthy);
  const parley = supervise(open, {}, limits);
  assert.equal((await parley.call("quote", "1")).body, "1");
  assert.equal((await parley.call("quote", "2")).body, "2");
  assert.equal(opened.length, 2);
});

test("values go in and come out of the typed call, and problems are not answers", async () => {
  const refusing = (worker, message) =>
    worker.say("module" in message ? { ready: true } : { id: message.id, memory: 1, reply: { body: '{"problems":[{"code":"missing_key"}]}', canonical: "", failed: true } });
  const good = await supervise(workers(healthy).open, {}, limits).ask("quote", { as_of: "2026-11-23" });
  assert.deepEqual(good.answer, { as_of: "2026-11-23" });
  const bad = await supervise(workers(refusing).open, {}, limits).ask("quote", {});
  assert.deepEqual(bad.problems, [{ code: "missing_key" }]);
  assert.equal("answer" in bad, false);
});

test("stopping rejects what waits and ends the worker", async () => {
  const { open, opened } = workers(silent);
  const parley = supervise(open, {}, limits);
  const waiting = [parley.call("quote", "1"), parley.call("quote", "2")];
  await settle();
  parley.stop();
  for (const each of waiting) await assert.rejects(each, { code: "engine_failed" });
  assert.equal(opened[0].ended, true);
});

test("a call that is aborted while it waits never starts, and one that runs has its answer dropped", async () => {
  const { open, opened } = workers(silent);
  const parley = supervise(open, {}, limits);
  const [first, second] = [new AbortController(), new AbortController()];
  const running = assert.rejects(parley.call("quote", "1", first.signal), { name: "AbortError" });
  const waiting = assert.rejects(parley.call("quote", "2", second.signal), { name: "AbortError" });
  const latest = parley.call("quote", "3");
  await settle();
  first.abort();
  second.abort();
  await Promise.all([running, waiting]);
  const [worker] = opened;
  const requests = () => worker.heard.slice(1).map(({ request }) => request);
  assert.deepEqual(requests(), ["1"]);
  for (const message of [worker.heard[1], { id: 3, request: "3" }]) {
    worker.say({ id: message.id, reply: { ...quiet, body: message.request }, memory: 1 });
  }
  assert.equal((await latest).body, "3");
  assert.deepEqual(requests(), ["1", "3"]);
  assert.equal(opened.length, 1);
});

test("a call with an aborted signal is not asked, and one that is aborted after its answer is left alone", async () => {
  const { open, opened } = workers(healthy);
  const parley = supervise(open, {}, limits);
  await assert.rejects(parley.call("quote", "1", AbortSignal.abort()), { name: "AbortError" });
  const controller = new AbortController();
  assert.equal((await parley.call("quote", "2", controller.signal)).body, "2");
  controller.abort();
  assert.equal((await parley.call("quote", "3")).body, "3");
  assert.deepEqual(opened[0].heard.slice(1).map(({ request }) => request), ["2", "3"]);
});

test("an aborted call is not asked again when its worker dies or overruns its time", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { open, opened } = workers(silent, healthy);
    const parley = supervise(open, {}, limits);
    const controller = new AbortController();
    const aborted = assert.rejects(parley.call("quote", "1", controller.signal), { name: "AbortError" });
    await settle();
    controller.abort();
    await aborted;
    const latest = parley.call("quote", "2");
    mock.timers.tick(limits.call);
    assert.equal((await latest).body, "2");
    assert.equal(opened[0].ended, true);
    assert.deepEqual(opened[1].heard.slice(1).map(({ request }) => request), ["2"]);
  } finally {
    mock.timers.reset();
  }
});
