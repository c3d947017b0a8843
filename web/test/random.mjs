// Random cases for properties, the same in every run: a case is told by its seed.

/** A generator of numbers from zero up to a bound (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const pieces = [
  "0", "1", "9", ".", ",", "-", " ", "万", "元", "¥", "１", "e", "%", "\"", "\\", "<img onerror=alert(1)>", "javascript:", "=1+1", "@", "\t",
  "\u202e", "\u200b", "\u0000", "\ud800", "😀", "欠款", "__proto__", "constructor", "\r\n", "'", ";",
];

/** A text of ordinary and of hostile pieces. */
export const text = (next, most = 8) => Array.from({ length: next(most + 1) }, () => pieces[next(pieces.length)]).join("");
