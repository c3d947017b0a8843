// Writes the data of a WebAssembly module in few long segments.
//
// Go's linker starts a new segment after every few zero bytes, 58,000 of them in
// the engine, and the address in front of each is noise to a compressor. A zero
// inside a segment costs next to nothing instead: the engine is 64 KB smaller
// after brotli. What memory holds at the start is the same, byte for byte.

const dataSection = 11;
const i32const = 0x41;
const end = 0x0b;

/** Only a run of zeros this long ends a segment. */
const longRun = 256;

/**
 * The module with its data section packed, once change(memory, first) has had its way
 * with the memory, which begins at the address first. It throws at a segment that Go's linker does not write.
 */
export function pack(module, change = () => {}) {
  const parts = [module.subarray(0, 8)];
  for (let at = 8; at < module.length;) {
    const id = module[at];
    const [size, start] = unsigned(module, at + 1);
    const body = module.subarray(start, start + size);
    const packed = id === dataSection ? packData(body, change) : body;
    parts.push(Uint8Array.of(id, ...unsignedBytes(packed.length)), packed);
    at = start + size;
  }
  return Buffer.concat(parts);
}

function packData(body, change) {
  const data = image(body);
  change(data.memory, data.first);
  return write(data);
}

/** What the segments put into memory, and at which address. */
function image(body) {
  const segments = [];
  let [count, at] = unsigned(body, 0);
  for (; count > 0; count--) {
    if (body[at] !== 0 || body[at + 1] !== i32const) throw new Error("a data segment without a plain address");
    let address, size;
    [address, at] = signed(body, at + 2);
    if (body[at] !== end) throw new Error("a data segment with a computed address");
    [size, at] = unsigned(body, at + 1);
    segments.push({ address, bytes: body.subarray(at, at + size) });
    at += size;
  }
  const first = segments[0].address;
  const last = segments.reduce((most, s) => Math.max(most, s.address + s.bytes.length), first);
  const memory = new Uint8Array(last - first);
  for (const { address, bytes } of segments) {
    if (address < first) throw new Error("data segments out of order");
    memory.set(bytes, address - first);
  }
  return { first, memory };
}

/** A data section that puts the same into memory, its long runs of zeros left out. */
function write({ first, memory }) {
  const parts = [];
  for (let at = 0; at < memory.length;) {
    if (memory[at] === 0) {
      at++;
      continue;
    }
    const start = at;
    let used = at;
    for (; at < memory.length && at - used < longRun; at++) if (memory[at] !== 0) used = at + 1;
    const bytes = memory.subarray(start, used);
    parts.push(Uint8Array.of(0, i32const, ...signedBytes(first + start), end, ...unsignedBytes(bytes.length)), bytes);
  }
  return Buffer.concat([Uint8Array.from(unsignedBytes(parts.length / 2)), ...parts]);
}

// Numbers of the format are in LEB128: seven bits to a byte, the lowest first.

function unsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    value += (bytes[at] & 127) * 2 ** shift;
    if (bytes[at++] < 128) return [value, at];
  }
}

function signed(bytes, at) {
  const [value, next] = unsigned(bytes, at);
  const negative = bytes[next - 1] & 64;
  return [negative ? value - 2 ** (7 * (next - at)) : value, next];
}

function unsignedBytes(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value & 127));
  return [...bytes, value];
}

/** For addresses, which are not below zero: one more bit says so. */
function signedBytes(value) {
  const bytes = [];
  for (; value > 63; value = Math.floor(value / 128)) bytes.push(128 | (value & 127));
  return [...bytes, value];
}
