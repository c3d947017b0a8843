// The service worker: keeps one copy of the page, of one edition, and answers from
// it. The copy is filled from what the documents in sight have just loaded, so that
// nothing is fetched twice; other documents join it when they are first visited. It
// knows no other address and touches no other request.

interface Waits { waitUntil(work: Promise<unknown>): void }
interface Fetches { request: Request; respondWith(answer: Promise<Response>): void }
const on = self.addEventListener as unknown as {
  (name: "install" | "activate", hear: (event: Waits) => void): void;
  (name: "fetch", hear: (event: Fetches) => void): void;
};

declare const clients: { matchAll(which: { includeUncontrolled: true }): Promise<readonly { url: string }[]> };

const copy = `parley-${EDITION}`;
const files = new Set(Object.values(LOADS).flat());

on("install", (event) => event.waitUntil(fill()));
on("activate", (event) => event.waitUntil(dropOthers()));
on("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method === "GET" && origin === location.origin && files.has(pathname)) event.respondWith(answer(pathname));
});

async function answer(path: string): Promise<Response> {
  const cache = await caches.open(copy);
  const kept = await cache.match(path, { ignoreVary: true });
  if (kept) return kept;
  const loaded = await load(path);
  await cache.put(path, loaded.clone());
  return loaded;
}

async function fill() {
  const cache = await caches.open(copy);
  const inSight = await clients.matchAll({ includeUncontrolled: true });
  const loaded = new Set(inSight.flatMap(({ url }) => LOADS[new URL(url).pathname] ?? []));
  await Promise.all([...loaded].map(async (path) => cache.put(path, await load(path))));
}

/** Files have their hash in their name; a document may be an older one, and then is asked for anew. */
async function load(path: string): Promise<Response> {
  const loaded = await fetch(path, { cache: "force-cache" });
  const right = loaded.ok && (!DOCUMENTS[path] || (await hashOf(loaded.clone())) === DOCUMENTS[path]);
  const file = right ? loaded : await fetch(path, { cache: "reload" });
  if (!file.ok) throw new Error(`${path}: ${file.status}`);
  return file;
}

async function hashOf(file: Response): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name !== copy) await caches.delete(name);
}
