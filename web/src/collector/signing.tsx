// The one thing of the desk that asks a server: a signature under the offer of the
// sheet, when a button is pressed. The key lives as long as the document does.

import { computed, signal } from "@preact/signals";
import type { QuoteRequest } from "../../../wasm/npm/types.ts";
import { zone } from "../day.ts";
import { language } from "../language.ts";
import { ask, toldRefused, type Refused } from "../service.ts";
import { Square } from "../square.tsx";
import { desk, sheet } from "./state.ts";
import { at } from "./tree.ts";
import { signing } from "./words/signing.ts";

interface ToSign { audience: string; reference: string; zone: string; last_day: string; quote: QuoteRequest }
interface Signed { link: string; qr_svg?: string; of: string }

const key = signal("");
const audience = signal("");
const busy = signal(false);
const refused = signal<Refused | undefined>(undefined);
const signed = signal<Signed | undefined>(undefined);

/** What would be signed now, or undefined while something of it is missing. */
const toSign = computed<ToSign | undefined>(() => {
  const [reference, last_day] = ["reference", "deadline"].map((name) => at(desk.value, `/sheet/${name}`));
  const quote = sheet.request.value;
  if (typeof reference !== "string" || typeof last_day !== "string" || !reference || !last_day || !quote) return undefined;
  return { audience: audience.value.trim(), reference, zone: zone(), last_day, quote };
});

async function sign(asked: ToSign) {
  busy.value = true;
  const reply = await ask<Omit<Signed, "of">>(key.value.trim(), "offers", { body: asked });
  busy.value = false;
  refused.value = reply.refused;
  if (reply.answer) signed.value = { ...reply.answer, of: JSON.stringify(asked) };
}

/** Whether what was signed is what stands on the sheet. */
const current = computed(() => signed.value !== undefined && signed.value.of === JSON.stringify(toSign.value));

export function Signing() {
  const words = signing[language.value];
  const asked = toSign.value;
  const bound = (of: typeof key) => ({ value: of.value, autocomplete: "off", spellcheck: false, onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => (of.value = currentTarget.value) });
  return (
    <section class="card" aria-labelledby="signing-title">
      <h3 id="signing-title">{words.title}</h3>
      <p class="hint">{words.text(location.host)}</p>
      <div class="field"><label for="sign-audience">{words.audience}</label><input id="sign-audience" type="text" {...bound(audience)} /></div>
      <div class="field"><label for="sign-key">{words.key}</label><input id="sign-key" type="password" {...bound(key)} /></div>
      <p class="hint">{asked ? words.zone(zone()) : words.needs}</p>
      <p class="actions">
        <button type="button" disabled={busy.value || !asked || !audience.value.trim() || !key.value.trim()} onClick={() => asked && void sign(asked)}>{words.sign}</button>
      </p>
      {refused.value && <p class="problem" role="alert">{toldRefused(refused.value, words, refused.value.problems[0]?.code ?? "")}</p>}
      {signed.value && !current.value && <p class="hint" role="status">{words.stale}</p>}
    </section>
  );
}

/** The signed offer on the sheet, to be printed with it. */
export function Mark() {
  const words = signing[language.value];
  const made = signed.value;
  if (!made || !current.value) return null;
  return (
    <section class="card paper mark-of-offer" aria-labelledby="mark-title">
      <h3 id="mark-title">{words.markTitle}</h3>
      {made.qr_svg && <Square svg={made.qr_svg} alt={words.markAlt} />}
      <p>{words.markText}</p>
      <p><a href={made.link}><code>{made.link}</code></a></p>
    </section>
  );
}
