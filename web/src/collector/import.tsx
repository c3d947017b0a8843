// An account that somebody has already: pasted, or read from a file.

import { useState } from "preact/hooks";
import type { Problem } from "../../../wasm/npm/types.ts";
import { parley } from "../engine.ts";
import { accountOf, Refused, type Taken } from "./accounts.ts";
import { readRows } from "./rows.ts";
import { desk, format, say, take } from "./state.ts";
import { nameOfPlace } from "./places.ts";
import { toldProblem } from "./problems.ts";
import { pick } from "./tree.ts";
import { toldRefusal } from "./refusals.ts";

/** An account is a few hundred bytes, and one with its history at most what the engine reads. */
const longest = 256 << 10;

export type Outcome = { taken: Taken; rows: number } | { refused: string } | { problems: Problem[] };

export function Import() {
  const words = say.value;
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const read = async (blob: Blob) => setOutcome(await taken(blob));
  return (
    <details class="card import">
      <summary><h3>{words.importTitle}</h3> <span class="hint">{words.importHint}</span></summary>
      <div class="field">
        <label for="paste">{words.paste}</label>
        <textarea id="paste" rows={5} spellcheck={false} autocomplete="off" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </div>
      <div class="actions">
        <button type="button" class="primary" disabled={text.trim() === ""} onClick={() => void read(new Blob([text]))}>{words.takeOver}</button>
        <FileButton label={words.chooseFile} accept=".json,.csv,.ndjson,.jsonl,application/json,text/csv" onFile={(file) => void read(file)} />
      </div>
      <div role="status" class="outcome">{outcome && <Told outcome={outcome} />}</div>
      <details class="words">
        <summary>{words.columnsTitle}</summary>
        <p class="hint">{words.columnsText}</p>
        <p><code>reference, principal, interest, penalty, compound, fees, costs, oldest_due, per_period, deposit, payday, earliest, latest_finish, total_cap, segment, hardship, currency, as_of, pack</code></p>
      </details>
    </details>
  );
}

/** A button that opens a file. The input inside takes the keyboard. */
export function FileButton({ label, accept, onFile }: { label: string; accept: string; onFile: (file: File) => void }) {
  const opened = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file) onFile(file);
    input.value = ""; // the same file can be chosen again
  };
  return (
    <label class="file">
      <input type="file" accept={accept} onChange={({ currentTarget }) => opened(currentTarget)} />
      <span>{label}</span>
    </label>
  );
}

/** Reads the first account of a text and puts it on the desk. */
export async function taken(blob: Blob): Promise<Outcome> {
  try {
    if (blob.size > longest) throw new Refused("too_long");
    const rows = [];
    for await (const row of readRows(blob)) {
      if (rows.push(row) > 1) break;
    }
    const [first] = rows;
    if (!first) throw new Refused("empty");
    if ("refused" in first) throw new Refused(first.refused, first.line);
    const defaults = pick(desk.value, ["as_of", "currency", "pack"]);
    const outcome = await accountOf(first.value, defaults, (op, request) => parley.value!.ask(op, request));
    if ("problems" in outcome) return outcome;
    take(outcome.account);
    return { taken: outcome, rows: rows.length };
  } catch (error) {
    if (error instanceof Refused) return { refused: toldRefusal(error) };
    throw error;
  }
}

export function Told({ outcome }: { outcome: Outcome }) {
  const words = say.value;
  if ("refused" in outcome) return <p class="problem">{outcome.refused}</p>;
  if ("problems" in outcome) {
    return (
      <>
        <p class="problem">{words.problemsTitle(outcome.problems.length)}</p>
        <ul class="told">
          {outcome.problems.slice(0, 20).map((problem, n) => <li key={n}>{nameOfPlace(problem.pointer) ?? <code>{problem.pointer}</code>}{words.colon}{toldProblem(problem)}</li>)}
        </ul>
      </>
    );
  }
  const { taken, rows } = outcome;
  return (
    <>
      <p>{taken.total ? words.takenHistory(format.value.money(taken.total)) : words.taken}</p>
      {rows > 1 && <p>{words.moreRows} <a href="#portfolio">{words.view.portfolio}</a></p>}
      {taken.unused.length > 0 && <p class="hint">{words.unused(taken.unused.join(", "))}</p>}
    </>
  );
}
