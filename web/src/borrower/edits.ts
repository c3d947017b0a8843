// Undo and redo of the form, by buttons and by keys outside text boxes.

import { batch, computed, effect, signal } from "@preact/signals";
import { fields, fromExample } from "./state.ts";
import { add, begin, redo, undo, type History } from "./undo.ts";

const snapshot = () => ({ ...fields.value, fromExample: fromExample.value });

const history = signal(begin(snapshot()));

export const canUndo = computed(() => undo(history.value) !== undefined);
export const canRedo = computed(() => redo(history.value) !== undefined);

export const undoEdit = () => show(undo(history.value));
export const redoEdit = () => show(redo(history.value));

function show(to: History<ReturnType<typeof snapshot>> | undefined) {
  if (!to) return;
  const { fromExample: example, ...form } = to.now;
  batch(() => {
    history.value = to;
    fields.value = form;
    fromExample.value = example;
  });
}

effect(() => {
  history.value = add(history.peek(), snapshot(), performance.now());
});

/** Keys for undo and redo. A text box keeps its own. */
export function editByKeys(event: KeyboardEvent) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if ((event.target as Element).matches('textarea, select, input:not([type="radio"], [type="checkbox"], [type="range"])')) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redoEdit();
  else undoEdit();
}
