// The accounts of a file, one to a row: what each may be offered, or why nothing is.

import { useState } from "preact/hooks";
import type { Label, Status } from "../../../wasm/npm/types.ts";
import { formatter } from "../format.ts";
import { language } from "../language.ts";
import { nameOfPlace } from "./places.ts";
import { mostListed, type Listed, type Trouble } from "./pricing.ts";
import { toldProblem } from "./problems.ts";
import { say } from "./state.ts";

/** Rows of a page. */
const long = 25;

/** Which accounts are shown: those that stand so, those without an answer, or all. */
type Shown = Status | "failed" | "all";

export function Accounts({ listed }: { listed: readonly (Listed | Trouble)[] }) {
  const words = say.value;
  const [label, setLabel] = useState<Label>("fastest");
  const [shown, setShown] = useState<Shown>("all");
  const [page, setPage] = useState(0);
  const rows = listed.filter((row) => shown === "all" || ("status" in row ? row.status : "failed") === shown);
  const pages = Math.max(1, Math.ceil(rows.length / long));
  const at = Math.min(page, pages - 1);
  const options: [Shown, string][] = [["all", words.tableAll], ...(["agreement_possible", "no_agreement", "no_sustainable_plan"] as const).map((each): [Shown, string] => [each, words.status[each]]), ["failed", words.rowsFailed]];
  return (
    <section class="listed" aria-labelledby="listed-title">
      <h4 id="listed-title">{words.tableTitle}</h4>
      <div class="group">
        <Choice id="listed-plan" label={words.tablePlan} value={label} options={Object.entries(words.label) as [Label, string][]} set={setLabel} />
        <Choice id="listed-show" label={words.tableShow} value={shown} options={options} set={(value) => { setShown(value); setPage(0); }} />
      </div>
      <div class="scroll" role="group" aria-labelledby="listed-title" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.account}</th>
              <th scope="col">{words.plan}</th>
              <th scope="col" class="number">{words.total}</th>
              <th scope="col" class="number">{words.waived}</th>
              <th scope="col" class="number">{words.npv}</th>
            </tr>
          </thead>
          <tbody>{rows.slice(at * long, (at + 1) * long).map((row) => <Row key={row.line} row={row} label={label} />)}</tbody>
        </table>
      </div>
      {pages > 1 && (
        <p class="actions">
          <button type="button" disabled={at === 0} onClick={() => setPage(at - 1)}>{words.before}</button>
          <span role="status">{words.pageOf(`${at + 1}`, `${pages}`)}</span>
          <button type="button" disabled={at === pages - 1} onClick={() => setPage(at + 1)}>{words.after}</button>
        </p>
      )}
      <p class="hint">{words.tableFirst(`${Math.min(listed.length, mostListed)}`)}</p>
    </section>
  );
}

function Choice<Value extends string>({ id, label, value, options, set }: { id: string; label: string; value: Value; options: [Value, string][]; set: (value: Value) => void }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => set(currentTarget.value as Value)}>
        {options.map(([each, name]) => <option key={each} value={each}>{name}</option>)}
      </select>
    </div>
  );
}

function Row({ row, label }: { row: Listed | Trouble; label: Label }) {
  const words = say.value;
  const head = <th scope="row">{row.reference || words.line(`${row.line}`)}</th>;
  if (!("status" in row)) return <tr>{head}<td colSpan={4}>{words.rowsFailed}{words.colon}{toldTrouble(row)}</td></tr>;
  const plan = row.plans.find((each) => each.label === label) ?? row.plans[0];
  if (!plan) return <tr>{head}<td colSpan={4}>{words.status[row.status]}</td></tr>;
  const { money, day } = formatter(language.value, row.currency);
  return (
    <tr>
      {head}
      <td>{words.label[plan.label]}<br /><span class="hint">{words.payments(plan.count, money(plan.amount))}{words.comma}{words.until(day(plan.last_date))}</span></td>
      <td class="number">{money(plan.paid)}</td>
      <td class="number">{money(plan.waived)}</td>
      <td class="number">{money(plan.npv)}</td>
    </tr>
  );
}

/** Why a row has no answer, in the desk's words. */
export function toldTrouble(trouble: Trouble): string {
  const words = say.value;
  if ("refused" in trouble) return trouble.refused === "engine" ? words.engineDied : words.refusal[trouble.refused];
  return trouble.problems.slice(0, 5).map((problem) => `${nameOfPlace(problem.pointer) ?? problem.pointer}${words.colon}${toldProblem(problem)}`).join(" ");
}
