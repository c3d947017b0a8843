// Takes out of the engine's memory what only a stack trace reads: the file and the
// line of each instruction. Nobody sees a stack trace in a browser but a developer,
// and the names of the functions stay. It is 55 KB of the engine after brotli.
//
// The layout is that of Go's pclntab since release 1.20, as runtime/symtab.go and
// cmd/link/internal/ld/pcln.go of the Go sources describe it. A table that looks
// otherwise is left as it is.

const magic = Uint8Array.of(0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8);

/** Clears the tables of files and lines in place, and returns how many bytes were freed. */
export function strip(memory) {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const start = Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength).indexOf(magic);
  if (start < 0) return 0;
  const word = (n) => Number(view.getBigUint64(start + 8 + 8 * n, true));
  const functions = word(0);
  const [units, , tables, records] = [4, 5, 6, 7].map((n) => start + word(n));

  const kept = new Uint8Array(records - tables);
  for (let n = 0; n < functions; n++) {
    const record = records + view.getUint32(records + 8 * n + 4, true);
    // The record of a function: where its tables are, and how many others follow.
    const [stack, file, line, others, unit, first] = [16, 20, 24, 28, 32, 36].map((offset) => record + offset);
    keep(memory, tables, kept, view.getUint32(stack, true));
    for (let k = 0; k < view.getUint32(others, true); k++) keep(memory, tables, kept, view.getUint32(record + 44 + 4 * k, true));
    for (const place of [file, line, unit, first]) view.setUint32(place, 0, true);
  }
  let freed = tables - units;
  memory.fill(0, units, tables);
  kept.forEach((needed, at) => {
    if (needed) return;
    memory[tables + at] = 0;
    freed++;
  });
  return freed;
}

/** Marks one table: pairs of numbers, each of bytes with a high bit but the last, up to a first number of zero. */
function keep(memory, tables, kept, offset) {
  if (offset === 0) return;
  let at = offset;
  const skip = () => {
    const first = at;
    while (memory[tables + at] > 127) kept[at++] = 1;
    kept[at++] = 1;
    return at - first === 1 && memory[tables + first] === 0;
  };
  for (let first = true; ; first = false) {
    if (skip() && !first) return;
    skip();
  }
}
