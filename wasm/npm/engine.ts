// One instance of the engine, called synchronously. The protocol that this
// speaks is described at the top of wasm/main.go.

declare global {
  /** Go's own loader, wasm_exec.js of GOROOT, which the build puts in front of the worker and of the Node entry. */
  var Go: new () => {
    importObject: WebAssembly.Imports;
    exit: (code: number) => void;
    run(instance: WebAssembly.Instance): Promise<void>;
  };
}

/** What one call gives back, as text. */
export interface Reply {
  /** The answer, or `{"problems":[…]}` when `failed`. */
  body: string;
  /** The request as the engine read it: the text that a digest is taken over. */
  canonical: string;
  /** True when the request was refused. */
  failed: boolean;
}

export interface Engine {
  /** Runs one operation. Throws EngineDied when the instance is of no more use. */
  call(op: string, request: string): Reply;
  /** Bytes of linear memory, which never shrinks. */
  memory(): number;
}

/** The instance trapped, exited or ran out of memory; start another one. */
export class EngineDied extends Error {
  override name = "EngineDied";
}

/** The request is longer than the instance takes; the instance is unharmed. */
export class TooLong extends Error {
  override name = "TooLong";
}

interface Exports {
  mem: WebAssembly.Memory;
  buffer(size: number): number;
  call(opLength: number, requestLength: number): number;
}

/** Starts an instance of a compiled module. */
export async function start(module: WebAssembly.Module): Promise<Engine> {
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  const { mem, buffer, call } = instance.exports as unknown as Exports;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let exited = false;
  go.exit = () => {
    exited = true;
  };
  void go.run(instance); // main waits for calls and never returns

  const text = (at: number, length: number) => decoder.decode(new Uint8Array(mem.buffer, at, length));

  const exchange = (op: Uint8Array, request: Uint8Array): Reply => {
    const at = buffer(op.length + request.length);
    if (at === 0) throw new TooLong("the request is beyond 4 MiB");
    const message = new Uint8Array(mem.buffer, at, op.length + request.length);
    message.set(op);
    message.set(request, op.length);
    const place = call(op.length, request.length);
    const words = new DataView(mem.buffer, place, 20); // made after the call: memory may have grown
    const word = (n: number) => words.getUint32(4 * n, true);
    return { body: text(word(0), word(1)), canonical: text(word(2), word(3)), failed: word(4) === 1 };
  };

  return {
    call(op, request) {
      if (exited) throw new EngineDied("the engine has exited");
      try {
        const reply = exchange(encoder.encode(op), encoder.encode(request));
        if (!exited) return reply;
      } catch (error) {
        if (error instanceof TooLong) throw error;
        exited = true;
        throw new EngineDied(String(error));
      }
      throw new EngineDied("the engine has exited");
    },
    memory: () => mem.buffer.byteLength,
  };
}
