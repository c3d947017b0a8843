// What the tests of the catalogues share: every sentence, told with slots that can be told apart.

import assert from "node:assert/strict";

/** The arguments of a sentence, where its path or number of parameters does not say enough. */
const slots = (path, { length }) => Array.from({ length }, (_, n) => `«${n}»`);

/** Every sentence of a catalogue with its path. What given says of a path is what the sentence is told with. */
export function sentences(words, given = () => undefined, path = "") {
  return Object.entries(words).flatMap(([key, value]) => {
    const at = `${path}/${key}`;
    if (typeof value === "object") return sentences(value, given, at);
    return [[at, typeof value === "string" ? value : [value(...(given(at) ?? slots(at, value)))].flat().join(" ")]];
  });
}

/** Both languages say everything, in the same order and with the same slots; a count to be told is 7. */
export function alike(en, zh, given) {
  const [english, chinese] = [en, zh].map((words) => sentences(words, given));
  for (const [path, text] of [...english, ...chinese]) assert.notEqual(text.trim(), "", path);
  const held = (told) => told.map(([path, text]) => [path, ...new Set(text.match(/«\w+»|7/g)?.sort())]);
  assert.deepEqual(held(chinese), held(english));
}
