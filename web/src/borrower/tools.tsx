// What can be done with the form as a whole: take back, pass on, keep, forget.

import { useState } from "preact/hooks";
import { canRedo, canUndo, redoEdit, undoEdit } from "./edits.ts";
import { fragmentOf } from "./link.ts";
import { forget, save, saving } from "./saving.ts";
import { say } from "../say.ts";
import { fields } from "./state.ts";

export function Tools() {
  const words = say.value.tools;
  return (
    <section class="tools" aria-label={words.title}>
      <div class="buttons" role="group" aria-label={words.edits}>
        <button type="button" aria-disabled={!canUndo.value} onClick={undoEdit}><span aria-hidden="true">↶</span> {words.undo}</button>
        <button type="button" aria-disabled={!canRedo.value} onClick={redoEdit}><span aria-hidden="true">↷</span> {words.redo}</button>
      </div>
      <details>
        <summary>{words.keepTitle}</summary>
        <Link />
        <Keep />
      </details>
    </section>
  );
}

function Link() {
  const words = say.value.tools;
  const [link, setLink] = useState<string>();
  const [told, setTold] = useState("");
  const make = async () => {
    const fragment = await fragmentOf(fields.value);
    setLink(fragment && `${location.origin}${location.pathname}#${fragment}`);
    setTold(fragment ? "" : words.linkTooLong);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link!);
      setTold(words.linkCopied);
    } catch {
      document.querySelector<HTMLInputElement>("#link")?.select(); // no clipboard here; it can be copied by hand
    }
  };
  return (
    <div class="tool">
      <h3>{words.linkTitle}</h3>
      <p class="hint">{words.linkText}</p>
      <button type="button" onClick={make}>{words.linkMake}</button>
      {link && (
        <div class="joined">
          <input id="link" readOnly value={link} aria-label={words.linkTitle} onFocus={(event) => event.currentTarget.select()} />
          <button type="button" onClick={copy}>{words.linkCopy}</button>
        </div>
      )}
      <p class="hint" role="status">{told}</p>
    </div>
  );
}

function Keep() {
  const words = say.value.tools;
  const on = saving.value === "on";
  return (
    <div class="tool">
      <h3>{words.saveTitle}</h3>
      <p class="hint">{words.saveText}</p>
      <div class="buttons">
        {!on && <button type="button" onClick={save}>{words.save}</button>}
        <button type="button" onClick={forget}>{words.forget}</button>
      </div>
      <p class="hint" role="status">{words.saving[saving.value]}</p>
    </div>
  );
}
