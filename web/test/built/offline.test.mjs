import assert from "node:assert/strict";
import { test } from "node:test";
import { settled, stage, visit } from "./parley.mjs";

const set = stage();

test("the first visit asks the server for every file once, and for nothing afterwards", async () => {
  const before = set.server.asked().length;
  const { page, faults, close } = await visit(set.browser, set.server.url);
  await page.locator("#count").fill("36");
  await settled(page);
  const asked = set.server.asked().slice(before);
  assert.deepEqual(asked.filter((address, n) => asked.indexOf(address) !== n), [], "asked twice");
  const kept = await page.evaluate(async () => {
    const [name, ...others] = await caches.keys();
    return { others, paths: (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname) };
  });
  assert.deepEqual(kept.others, []);
  // All that was loaded is kept, but for the worker that keeps it and what only an installation reads.
  const rest = asked.filter((address) => address !== "/offline.js" && !address.endsWith(".webmanifest"));
  assert.deepEqual(kept.paths.sort(), rest.sort());
  assert.deepEqual(await faults(), []);
  await close();
});

test("after the first visit the page works without a network", async () => {
  const { page, requests, close } = await visit(set.browser, set.server.url);
  await page.context().setOffline(true);
  const before = set.server.asked().length;
  await page.reload();
  await settled(page);
  await page.locator("#count").fill("12");
  await settled(page);
  assert.equal(await page.locator(".payments tbody tr").count(), 13); // the deposit and 12 payments
  assert.deepEqual(set.server.asked().slice(before), []);
  assert.ok(requests.length > 0);
  await close();
});

test("another document joins the copy when it is first visited", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.goto(`${set.server.url}/check`, { waitUntil: "networkidle" });
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole("heading", { name: "Is this right?" }).waitFor();
  await close();
});

test("a copy of an older edition is deleted", async () => {
  const { page, close } = await visit(set.browser, set.server.url);
  await page.evaluate(async () => {
    await caches.open("parley-older");
    const registration = await navigator.serviceWorker.ready;
    await registration.unregister();
  });
  await page.reload({ waitUntil: "networkidle" });
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready; // which may still be at its first work: that is the deletion
    while (active.state !== "activated") await new Promise((resolve) => active.addEventListener("statechange", resolve, { once: true }));
  });
  const names = await page.evaluate(() => caches.keys());
  assert.equal(names.length, 1);
  assert.notEqual(names[0], "parley-older");
  await close();
});

test("the page can be installed: its manifest is served as one, and names a picture that is there", async () => {
  const text = await (await fetch(set.server.url)).text();
  const address = /<link rel="manifest" href="([^"]+)"/.exec(text)[1];
  const manifest = await fetch(set.server.url + address);
  assert.equal(manifest.headers.get("content-type"), "application/manifest+json");
  const { icons, start_url, display } = await manifest.json();
  assert.deepEqual([start_url, display], ["/", "standalone"]);
  assert.equal((await fetch(set.server.url + icons[0].src)).headers.get("content-type"), "image/svg+xml");
  const worker = await fetch(`${set.server.url}/offline.js`);
  assert.equal(worker.headers.get("cache-control"), "no-cache");
  assert.equal(worker.headers.get("content-type"), "text/javascript; charset=utf-8");
});
