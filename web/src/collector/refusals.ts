// Why a file or a row is not read, in the desk's words.

import type { RefusalCode } from "./accounts.ts";
import { say } from "./state.ts";

export function toldRefusal({ code, line }: { code: RefusalCode; line: number }): string {
  const words = say.value;
  return line > 0 ? `${words.line(`${line}`)}${words.colon}${words.refusal[code]}` : words.refusal[code];
}
