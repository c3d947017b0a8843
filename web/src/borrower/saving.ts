// Keeps the form on this device while the reader wants it, and not a moment longer.

import { effect, signal } from "@preact/signals";
import { forgetAll, keepForm, keptForm } from "../keep.ts";
import { fields } from "./state.ts";

export type Saving = "off" | "on" | "refused" | "forgotten";
export const saving = signal<Saving>(keptForm() ? "on" : "off");

effect(() => {
  const form = fields.value;
  if (saving.value !== "on") return;
  if (!keepForm(form)) saving.value = "refused";
});

export function save() {
  saving.value = "on";
}

export async function forget() {
  saving.value = "off";
  await forgetAll();
  saving.value = "forgotten";
}
