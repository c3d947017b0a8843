// What the reader knows: the demand with its facts, and the offer as it was written.

import type { Currency, PackID } from "../../../wasm/npm/types.ts";
import { LabelledBox, type BoxProps } from "../box.tsx";
import { currencies } from "../debt.ts";
import { digitsOf, grouped } from "../format.ts";
import { language } from "../language.ts";
import { say as sayPage } from "../say.ts";
import { emptyLine, kinds, mostLines, type Facts, type Line } from "./facts.ts";
import { readSchedule } from "./schedule.ts";
import { facts, packs, say, setFact } from "./state.ts";

/** A labelled box; of an amount it says what was understood. */
const Box = (props: Omit<BoxProps, "currency">) => <LabelledBox currency={facts.value.currency} {...props} />;

type TextName = { [Name in keyof Facts]: Facts[Name] extends string ? Name : never }[keyof Facts];

function Fact({ name, kind }: { name: Exclude<TextName, "schedule" | "pack" | "currency" | "rate_per" | "penalty_per">; kind?: BoxProps["kind"] }) {
  return <Box id={`fact-${name}`} label={say.value.fact[name]} value={facts.value[name]} set={(text) => setFact(name, text)} kind={kind ?? "amount"} />;
}

function Select<Value extends string>({ id, label, value, options, set, hidden }: { id: string; label: string; value: Value; options: readonly (readonly [Value, string])[]; set: (value: Value) => void; hidden?: boolean }) {
  return (
    <div class="field">
      <label for={id} class={hidden ? "unseen" : ""}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value as Value)}>
        {options.map(([each, text]) => <option key={each} value={each}>{text}</option>)}
      </select>
    </div>
  );
}

function Rate({ name, per }: { name: "rate" | "penalty"; per: "rate_per" | "penalty_per" }) {
  const words = sayPage.value;
  return (
    <div class="rate">
      <Fact name={name} kind="percent" />
      <Select id={`fact-${per}`} label={words.rateUnit} hidden value={facts.value[per]} options={(["year", "month", "day"] as const).map((unit) => [unit, words.ratePer[unit]])} set={(unit) => setFact(per, unit)} />
    </div>
  );
}

export function Demand() {
  const words = say.value;
  const { currency, pack, lines } = facts.value;
  const product = (each: (typeof packs.value)[number]) => `${each.jurisdiction} ${language.value === "en" ? each.product : each.product_zh}`;
  return (
    <section class="card" aria-labelledby="demand-title">
      <h2 id="demand-title">{words.demandTitle}</h2>
      <p class="hint">{words.demandHint}</p>
      <div class="row">
        <Select<Currency> id="fact-currency" label={sayPage.value.field.currency} value={currency} options={currencies.map((code) => [code, code])} set={(code) => setFact("currency", code)} />
        <Select<PackID | ""> id="fact-pack" label={words.pack} value={pack} options={[["", words.noPack], ...packs.value.map((each) => [each.id, product(each)] as const)]} set={(id) => setFact("pack", id)} />
      </div>
      <div class="row">
        <Fact name="claimed" />
        <Fact name="as_of" kind="date" />
      </div>
      <div class="row">
        <Rate name="rate" per="rate_per" />
        <Rate name="penalty" per="penalty_per" />
      </div>
      <fieldset class="lines">
        <legend>{words.lines}</legend>
        {lines.map((line, n) => <LineBoxes key={n} line={line} n={n} />)}
        {lines.length < mostLines && <button type="button" onClick={() => setFact("lines", [...lines, emptyLine])}>{words.addLine}</button>}
      </fieldset>
    </section>
  );
}

function LineBoxes({ line, n }: { line: Line; n: number }) {
  const words = say.value;
  const { lines } = facts.value;
  const change = (part: Partial<Line>) => setFact("lines", lines.map((each, at) => (at === n ? { ...each, ...part } : each)));
  return (
    <div class="line-boxes" role="group" aria-label={words.line(n + 1)}>
      <Box id={`line-${n}-date`} label={sayPage.value.date} kind="date" value={line.date} set={(date) => change({ date })} />
      <Select id={`line-${n}-kind`} label={words.what} value={line.kind} options={kinds.map((kind) => [kind, words.kind[kind]])} set={(kind) => change({ kind })} />
      <Box id={`line-${n}-amount`} label={words.amount} value={line.amount} set={(amount) => change({ amount })} />
      <button type="button" aria-label={words.removeLine(n + 1)} onClick={() => setFact("lines", lines.filter((_, at) => at !== n))}>×</button>
    </div>
  );
}

export function Offer() {
  const words = say.value;
  const { schedule, currency } = facts.value;
  const { rows, columns, unread } = readSchedule(schedule);
  return (
    <section class="card" aria-labelledby="offer-title">
      <h2 id="offer-title">{words.offerTitle}</h2>
      <p class="hint"><a href="/offer">{words.signedOffer}</a></p>
      <div class="field">
        <label for="fact-schedule">{words.schedule}</label>
        <p class="hint" id="fact-schedule-hint">{words.scheduleHint}</p>
        <textarea id="fact-schedule" rows={6} spellcheck={false} aria-describedby="fact-schedule-hint" value={schedule} onInput={(event) => setFact("schedule", event.currentTarget.value)} />
      </div>
      {rows.length > 0 && (
        <details>
          <summary>{words.readRows(rows.length)}</summary>
          <div class="scroll" role="group" aria-label={words.readRows(rows.length)} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{sayPage.value.date}</th>
                  {columns.map((column) => <th key={column} scope="col" class="number">{words.column[column]}</th>)}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, n) => (
                  <tr key={n}>
                    <th scope="row">{row.due}</th>
                    {columns.map((column) => <td key={column} class="number">{row[column] && grouped(row[column], digitsOf(currency))}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
      {unread.length > 0 && <p class="problem">{words.unread(unread.slice(0, 10).join(", "))}</p>}
      <div class="row">
        <Fact name="financed" />
        <Fact name="interest_from" kind="date" />
      </div>
      <div class="row">
        <Fact name="said_total" />
        <Fact name="said_rate" kind="percent" />
      </div>
    </section>
  );
}
