// Takes out of the engine's memory what only a stack trace reads: the name of each
// function, its file and lines, its arguments as a trace prints them, and where one
// function was compiled into another. Nobody reads a trace in a browser but a
// developer, who has all of it from go build; the message of a panic stays. What a
// collection, a growing stack and a deferred call read stays as well.
//
// The layout is that of Go's pclntab since release 1.20, as runtime/symtab.go,
// runtime/runtime2.go and cmd/link/internal/ld/pcln.go of the Go sources describe it.

const magic = Uint8Array.of(0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8);

// A function's record: fields of four bytes, then as many offsets of tables by
// instruction and of facts as it says. A number of tables or facts may be less than
// the runtime knows; it takes the rest for absent.
const field = { name: 4, arguments: 8, stack: 16, file: 20, line: 24, tables: 28, unit: 32, firstLine: 36, kind: 40, facts: 43, end: 44 };
const noTable = 0;
const noFact = 0xffffffff;

// By internal/abi: which pointers are live (1) and which index was out of bounds (4);
// the pointers among arguments and locals (0, 1), objects on the stack (2), deferred calls (4).
const tablesRead = [1, 4];
const factsRead = [0, 1, 2, 4];

// Where the runtime itself reads a name: whether it starts with "runtime." tells a
// goroutine of its own, a wrapper's names the method that was called on a nil
// pointer, and a function of unknown arguments may be one of two in reflect.
const ownName = "runtime.";
const wrapper = 23;
const unknownArguments = 0x80000000;

/** Clears in place what only traces read, in memory that begins at address first. It throws at a layout that it does not know. */
export function strip(memory, first) {
  const table = open(memory, first);
  if (!table) return;
  const records = readRecords(table);
  const names = keepNames(records);
  const tables = keepTables(table, records);
  clearFacts(table, records);
  memory.fill(0, table.names, table.index);
  memory.set(names, table.names);
  memory.set(tables, table.tables);
  writeRecords(table, records);
}

/** Where the parts of the pclntab are in memory; nothing when the module is not Go's. */
function open(memory, first) {
  const bytes = Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength);
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const start = bytes.indexOf(magic);
  if (start < 0) return;
  const word = (at) => Number(view.getBigUint64(at, true));
  const [names, , , tables, index] = [4, 5, 6, 7, 8].map((n) => start + word(start + 8 * n));
  // The runtime's moduledata begins with the addresses of the header and of the names; its 41st word is that of the facts.
  const head = Buffer.from(BigUint64Array.of(BigInt(first + start), BigInt(first + names)).buffer);
  const module = bytes.indexOf(head);
  const facts = module < 0 ? 0 : word(module + 8 * 40) - first;
  if (!(index < facts && facts < module)) throw new Error("a moduledata that is not Go 1.26's");
  return { bytes, view, functions: word(start + 8), names, tables, index, facts };
}

function readRecords({ bytes, view, functions, names, index }) {
  return Array.from({ length: functions }, (_, n) => {
    const at = index + view.getUint32(index + 8 * n + 4, true);
    const offsets = (from, count) => Array.from({ length: count }, (_, k) => view.getUint32(from + 4 * k, true));
    const name = names + view.getUint32(at + field.name, true);
    const tables = offsets(at + field.end, view.getUint32(at + field.tables, true));
    const facts = offsets(at + field.end + 4 * tables.length, bytes[at + field.facts]);
    return {
      at,
      end: at + field.end + 4 * (tables.length + facts.length),
      head: bytes.subarray(at, at + field.end),
      kind: bytes[at + field.kind],
      arguments: view.getUint32(at + field.arguments, true),
      name: bytes.toString("latin1", name, bytes.indexOf(0, name)),
      stack: view.getUint32(at + field.stack, true),
      tables,
      facts,
    };
  });
}

/** The names that the runtime reads, each once; records get their new places. No name is at 0. */
function keepNames(records) {
  const places = new Map([["", 0]]);
  let text = "\0";
  for (const record of records) {
    const { name, kind } = record;
    let kept = "";
    if (name.startsWith(ownName)) kept = ownName;
    else if (kind === wrapper && name.includes("(*")) kept = name;
    else if (record.arguments === unknownArguments && name.startsWith("reflect.")) kept = name;
    if (!places.has(kept)) {
      places.set(kept, text.length);
      text += `${kept}\0`;
    }
    record.name = places.get(kept);
  }
  return Buffer.from(text, "latin1");
}

/** The tables that the runtime reads, each once in the order of the functions; records get their new places. */
function keepTables({ bytes, tables }, records) {
  const places = new Map([[noTable, noTable]]);
  const parts = [Uint8Array.of(0)];
  let length = 1;
  const keep = (offset) => {
    if (!places.has(offset)) {
      const table = bytes.subarray(tables + offset, endOfTable(bytes, tables + offset));
      places.set(offset, length);
      parts.push(table);
      length += table.length;
    }
    return places.get(offset);
  };
  for (const record of records) {
    record.stack = keep(record.stack);
    record.tables = only(tablesRead, record.tables, noTable).map(keep);
  }
  return Buffer.concat(parts);
}

/** A table is pairs of numbers, each of bytes with a high bit but the last, up to a first number of zero. */
function endOfTable(bytes, at) {
  const number = () => {
    const start = at;
    while (bytes[at] > 127) at++;
    at++;
    return bytes[start];
  };
  for (let first = true; number() !== 0 || first; first = false) number();
  return at;
}

/** Clears the facts that are not read. One reaches up to the next, and equal ones are shared. */
function clearFacts({ bytes, facts }, records) {
  const starts = [...new Set(records.flatMap((record) => record.facts))].filter((fact) => fact !== noFact).sort((a, b) => a - b);
  for (const record of records) record.facts = only(factsRead, record.facts, noFact);
  const kept = new Set(records.flatMap((record) => record.facts));
  starts.slice(0, -1).forEach((fact, n) => {
    if (!kept.has(fact)) bytes.fill(0, facts + fact, facts + starts[n + 1]);
  });
}

/** The offsets that are read, in their places, and nothing after the last of them. */
function only(read, offsets, none) {
  const kept = offsets.map((offset, n) => (read.includes(n) ? offset : none));
  while (kept.at(-1) === none) kept.pop();
  return kept;
}

/** Writes the records one after the other, from where the first one was. */
function writeRecords({ bytes, view, index }, records) {
  const start = records[0].at;
  const heads = records.map(({ head }) => Buffer.from(head));
  bytes.fill(0, start, records.at(-1).end);
  let at = start;
  records.forEach((record, n) => {
    const offsets = [...record.tables, ...record.facts];
    const put = (offset, value) => view.setUint32(at + offset, value, true);
    heads[n].copy(bytes, at);
    put(field.name, record.name);
    put(field.stack, record.stack);
    for (const absent of [field.file, field.line, field.unit, field.firstLine]) put(absent, 0);
    put(field.tables, record.tables.length);
    bytes[at + field.facts] = record.facts.length;
    offsets.forEach((offset, k) => put(field.end + 4 * k, offset));
    view.setUint32(index + 8 * n + 4, at - index, true);
    at += field.end + 4 * offsets.length;
  });
}
