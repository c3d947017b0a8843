// What outlives a visit: the language, that the example was put away, and, only
// when the reader asks for it, the form. A browser may refuse storage; then nothing is kept.

import { read, written } from "./carry.ts";
import type { Fields } from "./fields.ts";
import type { Language } from "./words/words.ts";

interface Choices {
  language: Language;
  started: "own";
}

const allowed: { [name in keyof Choices]: readonly Choices[name][] } = { language: ["zh-CN", "en"], started: ["own"] };

export function kept<Name extends keyof Choices>(name: Name): Choices[Name] | undefined {
  const text = stored(name);
  return allowed[name].find((choice) => choice === text);
}

export function keep<Name extends keyof Choices>(name: Name, choice: Choices[Name]) {
  store(name, choice);
}

/** The form that was kept on this device, or undefined when none was, or it cannot be read. */
export function keptForm(): Fields | undefined {
  const text = stored("form");
  return text === null ? undefined : read(text);
}

/** Keeps the form on this device. False when the browser refuses. */
export const keepForm = (fields: Fields): boolean => store("form", written(fields));

/** The keys that signed offers are checked with, as they were last fetched: public, and nobody's secret. */
export const keptKeys = (): string | undefined => stored("keys") ?? undefined;
export const keepKeys = (set: string): boolean => store("keys", set);

/** Removes everything from this device: the form, the choices, and the copy of the page for use without a network. */
export async function forgetAll() {
  for (const name of ["form", "language", "started", "keys"]) {
    try {
      localStorage.removeItem(`parley.${name}`);
    } catch {
      // Nothing can be there.
    }
  }
  if (!("caches" in globalThis)) return; // plain HTTP outside localhost
  for (const copy of await caches.keys()) await caches.delete(copy);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`parley.${name}`);
  } catch {
    return null;
  }
}

function store(name: string, text: string): boolean {
  try {
    localStorage.setItem(`parley.${name}`, text);
    return true;
  } catch {
    return false; // a private window may have no storage; the choice lasts for the visit
  }
}
