// Step 4, my proposal: what the borrower writes, says and takes away.

import { useState } from "preact/hooks";
import { calendar, save } from "../files.ts";
import { factsOf } from "./letter.ts";
import { sheetOf } from "./plan-sheet.ts";
import { csvOf, xlsxOf } from "./sheet.ts";
import { say } from "../say.ts";
import { current, digest, format, reach, typed, type Quoted } from "./state.ts";

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Form = "letter" | "message" | "phone";

export function Proposal({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const [form, setForm] = useState<Form>("letter");
  const [copied, setCopied] = useState("");
  const facts = factsOf(quoted, format.value, words, typed("able") === "budget" && current.value ? reach.value?.reach?.most : undefined);
  const said = form === "phone" ? words.borrower.phone(facts) : words.borrower[form](facts).split("\n\n");
  const text = said.join("\n\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text).catch(() => select(document.getElementById("said")!));
    setCopied(text);
  };
  const name = `parley-${quoted.answer.as_of}`;
  return (
    <section class="card proposal" aria-labelledby="proposal-title" id="step-proposal">
      <h2 id="proposal-title"><span class="step" aria-hidden="true">4</span>{words.borrower.step.proposal}</h2>
      <p class="hint">{words.borrower.proposalHint}</p>
      <fieldset class="segments">
        <legend>{words.borrower.formTitle}</legend>
        <div>
          {(["letter", "message", "phone"] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="form" value={each} checked={form === each} onChange={() => setForm(each)} />
              <span>{words.borrower.form[each]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="said" id="said">
        {form === "phone" ? <ul>{said.map((each) => <li key={each}>{each}</li>)}</ul> : said.map((each) => <p key={each}>{each}</p>)}
      </div>
      <div class="buttons">
        <button type="button" class="primary" onClick={copy}>{copied === text ? words.borrower.copied : words.borrower.copy}</button>
        <button type="button" onClick={() => window.print()}>{words.print}</button>
        <button type="button" onClick={() => save(`${name}.ics`, "text/calendar;charset=utf-8", calendar(quoted.answer, words, format.value, Math.floor(Date.now() / 1000)))}>
          {words.borrower.reminders}
        </button>
        <button type="button" onClick={() => save(`${name}.csv`, "text/csv;charset=utf-8", csvOf(sheetOf(quoted.answer, words)))}>{words.borrower.table}</button>
        <button type="button" onClick={() => save(`${name}.xlsx`, workbook, xlsxOf(sheetOf(quoted.answer, words), words.planTitle))}>{words.tools.xlsx}</button>
      </div>
      <Made quoted={quoted} />
    </section>
  );
}

// Where the clipboard may not be written, the text is at least marked for copying by hand.
function select(element: HTMLElement) {
  getSelection()?.selectAllChildren(element);
}

function Made({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { engine, pack } = quoted.answer.versions;
  return (
    <p class="hint made">
      {words.madeWith(engine, pack)}
      {digest.value && <> · {words.digest} <code>{digest.value.slice(0, 16)}</code></>}
    </p>
  );
}
