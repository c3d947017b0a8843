// Bytes as links carry them: in base64url, and deflated.

/** Bytes of base64url without padding; undefined where a text is none. Bits of the last letter that count for nothing are not looked at. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Bytes in base64url without padding: those of a link, as many as a call has room for. */
export const spelled = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Sends bytes through a stream; undefined when they cannot be read or become more than allowed. */
export async function through(bytes: Uint8Array<ArrayBuffer>, by: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: number[] = [];
  const reader = new Blob([bytes]).stream().pipeThrough(by).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Uint8Array.from(parts);
      if (parts.length + value.length > most) break;
      value.forEach((byte) => parts.push(byte)); // a call has no room for as many arguments
    }
    void reader.cancel().catch(() => undefined);
  } catch {
    // The bytes are no deflated text.
  }
  return undefined;
}
