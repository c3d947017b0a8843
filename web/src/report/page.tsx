// The report: a key and a period, and then what happened in it, a table for each
// question and each currency, with totals.

import { useEffect } from "preact/hooks";
import { byteOrderMark, save } from "../files.ts";
import { formatter } from "../format.ts";
import { Head } from "../head.tsx";
import { language, speak } from "../language.ts";
import { toldRefused } from "../service.ts";
import { by, busy, from, key, leave, read, refused, report, say, table, to, ways, type By, type Counted, type Report, type Row, type Summed } from "./state.ts";

export function Page() {
  const words = say.value;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = words.title;
  }, [words]);
  return (
    <>
      <Head title={words.title} tagline={words.tagline} label={words.languages} language={language.value} speak={speak} />
      <main class="report">
        <Ask />
        <Refusal />
        {report.value && <Answer {...report.value} />}
      </main>
      <footer class="bottom">
        <p class="hint">{words.privacy}</p>
        <p class="actions">
          <a href="/records">{words.records}</a> <a href="/collector">{words.desk}</a>
          {report.value && <button type="button" class="link" onClick={leave}>{words.leave}</button>}
        </p>
      </footer>
    </>
  );
}

function Ask() {
  const words = say.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void read();
  };
  return (
    <form class="form" aria-labelledby="ask-title" onSubmit={submit}>
      <section class="card">
        <h2 id="ask-title">{words.askTitle}</h2>
        <p>{words.askText}</p>
        <div class="boxes">
          <div class="field">
            <label for="key">{words.key}</label>
            <input id="key" type="password" autocomplete="off" spellcheck={false} required value={key.value} onInput={({ currentTarget }) => (key.value = currentTarget.value.trim())} />
          </div>
          <div class="field">
            <label for="from">{words.from}</label>
            <input id="from" type="date" required min="1970-01-01" max={to.value} value={from.value} onInput={({ currentTarget }) => (from.value = currentTarget.value)} />
          </div>
          <div class="field">
            <label for="to">{words.to}</label>
            <input id="to" type="date" required min={from.value} max="2199-12-31" value={to.value} onInput={({ currentTarget }) => (to.value = currentTarget.value)} />
          </div>
          <div class="field">
            <label for="by">{words.by}</label>
            <select id="by" value={by.value} onChange={({ currentTarget }) => (by.value = currentTarget.value as By)}>
              {ways.map((way) => <option key={way} value={way}>{words.way[way]}</option>)}
            </select>
          </div>
        </div>
        <p class="actions"><button type="submit" class="primary" disabled={busy.value}>{words.ask}</button></p>
      </section>
    </form>
  );
}

function Refusal() {
  const words = say.value;
  const told = refused.value;
  if (!told) return null;
  return (
    <div class="card notice review" role="alert">
      <h3>{toldRefused(told, words)}</h3>
    </div>
  );
}

/** Each question with its columns: what is counted, what is summed, and the share. */
const questions: { name: "money" | "promises" | "conduct"; columns: (Counted | Summed | "recovery")[] }[] = [
  { name: "money", columns: ["negotiations", "offers", "agreements", "agreed", "waived", "collected", "recovery", "received"] },
  { name: "promises", columns: ["promises", "promised", "paid", "kept", "partial", "missed", "open"] },
  { name: "conduct", columns: ["contacts", "reviews", "walls", "disputes", "complaints"] },
];

function Answer(shown: Report) {
  const words = say.value;
  const format = formatter(language.value, shown.totals[0]?.currency ?? "CNY");
  // Whoever asked goes on reading at the answer.
  useEffect(() => document.getElementById("report-title")?.focus(), [shown.rows]);
  const keep = async () => {
    const text = await table(); // read as text it lost the mark that tells a spreadsheet how it is written
    if (text !== undefined) save("parley-report.csv", "text/csv", byteOrderMark + text);
  };
  return (
    <section class="card" aria-labelledby="report-title">
      <h2 id="report-title" tabIndex={-1}>{words.period(format.day(shown.from), format.day(shown.to))}</h2>
      {shown.rows.length === 0 && <p>{words.nothing}</p>}
      {shown.totals.map((total) => questions.map(({ name, columns }) => (
        <Table key={`${total.currency} ${name}`} caption={words.caption(words.question[name], total.currency)} way={shown.by} columns={columns} rows={shown.rows.filter(({ currency }) => currency === total.currency)} total={total} />
      )))}
      {shown.rows.length > 0 && <><p class="hint">{words.meaning}</p><p class="actions"><button type="button" onClick={() => void keep()}>{words.save}</button> <button type="button" onClick={() => print()}>{words.print}</button></p></>}
    </section>
  );
}

interface TableProps { caption: string; way: By; columns: (Counted | Summed | "recovery")[]; rows: Row[]; total: Row }

function Table({ caption, way, columns, rows, total }: TableProps) {
  const words = say.value;
  const { figure, share } = formatter(language.value, total.currency);
  const cell = (row: Row, column: (typeof columns)[number]) => {
    const value = row[column];
    if (typeof value === "number") return figure(`${value}`);
    return value === undefined ? "–" : column === "recovery" ? share(value) : figure(value);
  };
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{words.way[way]}</th>{columns.map((column) => <th key={column} scope="col" class="number">{words.column[column]}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.group}><th scope="row">{row.group || words.unnamed}</th>{columns.map((column) => <td key={column} class="number">{cell(row, column)}</td>)}</tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{words.total}</th>{columns.map((column) => <td key={column} class="number">{cell(total, column)}</td>)}</tr></tfoot>
      </table>
    </div>
  );
}
