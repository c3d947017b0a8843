// A file of accounts priced in the browser: progress, a way to stop, what is wrong
// line by line, and the results to take along.

import { signal } from "@preact/signals";
import type { Status } from "../../../wasm/npm/types.ts";
import { parley } from "../engine.ts";
import { save } from "../files.ts";
import { Refused, type Ask } from "./accounts.ts";
import { FileButton } from "./import.tsx";
import { price, type Progress, type Results, type Trouble } from "./pricing.ts";
import { Accounts, toldTrouble } from "./portfolio-table.tsx";
import { toldRefusal } from "./refusals.ts";
import { desk, say } from "./state.ts";
import { pick } from "./tree.ts";

interface Job {
  name: string;
  state: "running" | "done" | "stopped" | "refused";
  progress?: Progress;
  results?: Results;
  refused?: Refused;
}

/** The file in hand. It goes on while another job of the desk is looked at. */
const job = signal<Job | undefined>(undefined);
let stopping = false;

/** How often the page is told how far it is, in milliseconds: more often nobody reads. */
const tellEvery = 150;

async function run(file: File) {
  const name = file.name;
  const ask: Ask = (op, request) => parley.value!.ask(op, request);
  let last = 0;
  stopping = false;
  job.value = { name, state: "running" };
  const tell = (progress: Progress) => {
    if (performance.now() - last < tellEvery && progress.rows > 1) return;
    last = performance.now();
    job.value = { ...job.value!, progress: copyOf(progress) };
  };
  let latest: Progress | undefined;
  try {
    const results = await price(file, pick(desk.value, ["as_of", "currency", "pack", "mandate"]), ask, (progress) => tell((latest = progress)), () => stopping);
    job.value = { name, state: stopping ? "stopped" : "done", results, ...(latest && { progress: copyOf(latest) }) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    job.value = { name, state: "refused", refused: error };
  }
}

const copyOf = (progress: Progress): Progress => ({ ...progress, status: { ...progress.status }, troubles: [...progress.troubles], listed: [...progress.listed] });

export function Portfolio() {
  const words = say.value;
  const now = job.value;
  const running = now?.state === "running";
  return (
    <>
      <section class="card" aria-labelledby="file-title">
        <h3 id="file-title">{words.fileTitle}</h3>
        <p>{words.fileText}</p>
        <p class="hint">{words.columnsText} <code>reference, principal, interest, penalty, compound, fees, costs, oldest_due, per_period, deposit, payday, earliest, latest_finish, total_cap, segment, hardship, currency, as_of, pack</code></p>
        <div class="actions">
          {!running && <FileButton label={words.chooseFile} accept=".csv,.ndjson,.jsonl,text/csv" onFile={(file) => void run(file)} />}
          {running && <button type="button" onClick={() => (stopping = true)}>{words.stopJob}</button>}
          {!running && <button type="button" class="link" onClick={() => save("parley-accounts.csv", "text/csv", template)}>{words.template}</button>}
        </div>
      </section>
      {now && <InHand job={now} />}
    </>
  );
}

function InHand({ job: { name, state, progress, results, refused } }: { job: Job }) {
  const words = say.value;
  if (refused) {
    return (
      <section class="card notice wall" role="alert">
        <h3>{words.fileRefused(name)}</h3>
        <p>{toldRefusal(refused)}</p>
      </section>
    );
  }
  const base = name.replace(/\.\w+$/, "");
  return (
    <section class="card" aria-labelledby="job-title">
      <h3 id="job-title">{words.jobState[state as "done"]}{words.colon}{name}</h3>
      {progress && (
        <>
          <progress max={progress.size} value={state === "done" ? progress.size : progress.bytes} aria-label={words.jobState[state as "done"]} />
          <p role="status">{words.rowsDone(progress.rows)}</p>
          <dl class="facts counts">
            {(Object.keys(progress.status) as Status[]).map((status) => (
              <div key={status}><dt>{words.status[status]}</dt><dd>{progress.status[status]}</dd></div>
            ))}
            <div><dt>{words.rowsFailed}</dt><dd>{progress.failed}</dd></div>
          </dl>
        </>
      )}
      {state !== "running" && !progress && <p>{words.refusal.empty}</p>}
      {results && progress && (
        <p class="actions">
          <button type="button" class="primary" onClick={() => save(`${base}-offers.csv`, results.csv.type, results.csv)}>{words.saveCsv}</button>
          <button type="button" onClick={() => save(`${base}-offers.ndjson`, results.ndjson.type, results.ndjson)}>{words.saveNdjson}</button>
        </p>
      )}
      {progress && progress.listed.length > 0 && <Accounts listed={progress.listed} />}
      {progress && progress.troubles.length > 0 && <Troubles troubles={progress.troubles} all={progress.failed} />}
    </section>
  );
}

function Troubles({ troubles, all }: { troubles: Trouble[]; all: number }) {
  const words = say.value;
  return (
    <details>
      <summary>{words.troublesTitle(all)}</summary>
      <ul class="told">
        {troubles.map((trouble) => (
          <li key={trouble.line}>
            {words.line(`${trouble.line}`)}{trouble.reference && ` (${trouble.reference})`}{words.colon}
            {toldTrouble(trouble)}
          </li>
        ))}
      </ul>
      {all > troubles.length && <p class="hint">{words.moreTroubles}</p>}
    </details>
  );
}

const template = "reference,principal,interest,penalty,fees,oldest_due,per_period,deposit,payday\r\nA-1001,30000.00,1642.50,410.20,150.00,2026-07-05,1200.00,2000.00,10\r\n";
