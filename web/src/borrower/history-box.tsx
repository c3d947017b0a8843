// The box for a pasted statement, and below it what was read, to be put right by hand.

import { useMemo } from "preact/hooks";
import { assessOf, kinds, mostRows, roles, withColumn, withKind, type Row } from "../history.ts";
import { Choice } from "./inputs.tsx";
import { Owed } from "../owed.tsx";
import { formatOf, say } from "../say.ts";
import { assessed, fields, history, problems, put, set, typed } from "./state.ts";

export function HistoryBox() {
  const words = say.value.borrower;
  const { rows, columns, cut } = history.value;
  const bad = rows.filter(({ fault }) => fault);
  const request = useMemo(() => assessOf(fields.peek(), history.peek()), [assessed.value]);
  return (
    <>
      <div class="field">
        <label for="history">{say.value.field.history}</label>
        <textarea
          id="history"
          rows={6}
          spellcheck={false}
          autocomplete="off"
          aria-describedby="history-hint"
          value={typed("history")}
          onInput={({ currentTarget }) => put({ history: currentTarget.value, history_kinds: "", history_columns: "" })}
        />
        <p class="hint" id="history-hint">{words.historyHint}</p>
      </div>
      {rows.length > 0 && (
        <>
          <Choice name="history_days" label={words.daysTitle} options={(["ymd", "dmy", "mdy"] as const).map((value) => [value, words.days[value]])} />
          {cut && <p class="problem">{words.cutRows(mostRows)}</p>}
          {bad.length > 0 && (
            <div class="problem" role="group" aria-label={words.badRows(bad.length)}>
              <p>{words.badRows(bad.length)}</p>
              <ul>
                {bad.slice(0, 5).map(({ line, fault }) => <li key={line}>{words.badRow(line, words.rowFault[fault!])}</li>)}
              </ul>
            </div>
          )}
          <div class="scroll" role="group" aria-label={words.rowsTitle} tabIndex={0}>
            <table class="rows">
              <caption class="hint">{words.rowsTitle}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.rowKindTitle}</th>
                  {columns.map((role, at) => (
                    <th key={at} scope="col">
                      <select aria-label={words.column(at + 1)} value={role} onChange={({ currentTarget }) => set("history_columns", withColumn(columns, at, currentTarget.value as typeof role))}>
                        {roles.map((each) => <option key={each} value={each}>{words.role[each]}</option>)}
                      </select>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>{rows.slice(0, shown).map((row) => <Line key={row.line} row={row} />)}</tbody>
            </table>
          </div>
          {rows.length > shown && <p class="hint">{words.moreRows(rows.length - shown)}</p>}
          {assessed.value && <p class="read">{words.statementOwes(formatOf(assessed.value).money(assessed.value.claim.total))}</p>}
          {assessed.value && <Owed answer={assessed.value} request={request} />}
        </>
      )}
    </>
  );
}

const shown = 60;

function Line({ row: { line, cells, kind, fault, entry } }: { row: Row }) {
  const words = say.value.borrower;
  const at = history.value.rows.flatMap((each) => (each.entry ? each.line : [])).indexOf(line);
  const refused = entry && problems.value.some(({ pointer }) => pointer.startsWith(`#/entries/${at}/`));
  return (
    <tr class={fault || refused ? "bad" : ""}>
      <td>
        <select
          aria-label={words.rowKindOf(line)}
          value={kind}
          onChange={({ currentTarget }) => set("history_kinds", withKind(typed("history_kinds"), line, currentTarget.value as typeof kind))}
        >
          {kinds.map((each) => <option key={each} value={each}>{words.rowKind[each]}</option>)}
        </select>
        {(fault || refused) && <p class="problem">{words.rowFault[fault ?? "amount"]}</p>}
      </td>
      {cells.map((cell, n) => <td key={n}>{cell}</td>)}
    </tr>
  );
}
