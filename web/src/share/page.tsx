// One sum for several debts: what there is on the left, four ways to share it on the right.

import { useEffect } from "preact/hooks";
import type { Shared, ShareAnswer } from "../../../wasm/npm/types.ts";
import { LabelledBox, type BoxProps } from "../box.tsx";
import { currencies } from "../debt.ts";
import { engine } from "../engine.ts";
import { Bottom, Stopped, Top, Views } from "../frame.tsx";
import { language } from "../language.ts";
import { formatOf, say as sayPage } from "../say.ts";
import { Troubles } from "../troubles.tsx";
import { debtsOf, emptyDebt, exampleOf, mostDebts, type Debt } from "./facts.ts";
import { facts, say, setFact, shared, troubles } from "./state.ts";

export function Page() {
  const words = say.value;
  const page = sayPage.value;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = `${words.title} · ${page.title}`;
  }, [words]);
  return (
    <>
      <a class="skip" href="#result">{page.skip}</a>
      <Top title={words.title} tagline={words.tagline} />
      <Views here="share" />
      <main>
        <form class="form" aria-label={words.title} autocomplete="off" onSubmit={(event) => event.preventDefault()}>
          <section class="example" aria-labelledby="start-title">
            <h2 id="start-title">{words.title}</h2>
            <p>{words.text}</p>
            <button type="button" onClick={() => (facts.value = exampleOf(words.exampleNames))}>{words.example}</button>
          </section>
          <Debts />
        </form>
        <section id="result" class="result" aria-labelledby="result-title" tabIndex={-1}>
          <h2 id="result-title" class="unseen">{words.tagline}</h2>
          {engine.value === "failed" && <Stopped />}
          <Troubles of={troubles} place={placeOf} />
          <Ways />
        </section>
      </main>
      <Bottom />
    </>
  );
}

/** A labelled box; of an amount it says what was understood. */
const Box = (props: Omit<BoxProps, "currency">) => <LabelledBox currency={facts.value.currency} {...props} />;

function Debts() {
  const words = say.value;
  const { currency, as_of, monthly, debts } = facts.value;
  return (
    <section class="card" aria-labelledby="debts-title">
      <h2 id="debts-title">{words.debts}</h2>
      <div class="row">
        <div class="field">
          <label for="share-currency">{sayPage.value.field.currency}</label>
          <select id="share-currency" value={currency} onChange={({ currentTarget }) => setFact("currency", currentTarget.value as typeof currency)}>
            {currencies.map((code) => <option key={code} value={code}>{code}</option>)}
          </select>
        </div>
        <Box id="share-as_of" label={sayPage.value.field.as_of} kind="date" value={as_of} set={(text) => setFact("as_of", text)} />
      </div>
      <Box id="share-monthly" label={words.monthly} value={monthly} set={(text) => setFact("monthly", text)} />
      <div class="lines">{debts.map((debt, n) => <DebtBoxes key={n} debt={debt} n={n} />)}</div>
      {debts.length < mostDebts && <button type="button" onClick={() => setFact("debts", [...debts, emptyDebt])}>{words.add}</button>}
    </section>
  );
}

function DebtBoxes({ debt, n }: { debt: Debt; n: number }) {
  const words = say.value;
  const { debts } = facts.value;
  const id = `debt-${n}`;
  const title = debt.name.trim() || words.debt(n + 1);
  const change = (part: Partial<Debt>) => setFact("debts", debts.map((each, at) => (at === n ? { ...each, ...part } : each)));
  return (
    <div class="debt" role="group" aria-label={title}>
      <Box id={`${id}-name`} label={words.name} kind="text" value={debt.name} set={(name) => change({ name })} />
      <Box id={`${id}-balance`} label={words.balance} value={debt.balance} set={(balance) => change({ balance })} />
      <Box id={`${id}-rate`} label={words.rate} kind="percent" value={debt.rate} set={(rate) => change({ rate })} />
      <Box id={`${id}-minimum`} label={words.minimum} value={debt.minimum} set={(minimum) => change({ minimum })} />
      <button type="button" aria-label={words.remove(title)} onClick={() => setFact("debts", debts.filter((_, at) => at !== n))}>×</button>
      <div class="tick">
        <input id={`${id}-first`} type="checkbox" checked={debt.first} onChange={({ currentTarget }) => change({ first: currentTarget.checked })} />
        <label for={`${id}-first`}>{words.first}</label>
      </div>
    </div>
  );
}

/** The box that a JSON pointer speaks of, by its name. */
function placeOf(pointer: string): string {
  const words = say.value;
  const [, list, n, key = ""] = pointer.split("/");
  if (list !== "debts") return list === "as_of" ? sayPage.value.field.as_of : words.monthly;
  const names: Record<string, string> = { balance: words.balance, rate: words.rate, minimum: words.minimum, name: words.name };
  const debt = debtsOf(facts.value)[Number(n)]?.name.trim() || words.debt(Number(n) + 1);
  return Object.hasOwn(names, key) ? `${debt}${sayPage.value.colon}${names[key]!}` : debt;
}

function Ways() {
  const words = say.value;
  const answer = shared.value;
  if (!answer) return <p class="card hint">{engine.value === "loading" ? sayPage.value.loading : words.needs}</p>;
  const { money } = formatOf(answer);
  return (
    <section class="card" aria-labelledby="ways-title">
      <h3 id="ways-title">{words.resultTitle}</h3>
      <p role="status"><strong>{words.summary(money(answer.monthly), money(answer.owed))}</strong></p>
      {answer.short && <p class="problem">{words.short(money(answer.short))}</p>}
      {answer.ways ? <Table answer={answer} ways={answer.ways} /> : (
        <>
          <p>{words.nothing}</p>
          <ul class="bullets">{answer.routes?.map((route) => <li key={route}>{words.route[route]}</li>)}</ul>
        </>
      )}
    </section>
  );
}

/** The ways side by side: a row for each debt, and one for all of them. */
function Table({ answer, ways }: { answer: ShareAnswer; ways: Shared[] }) {
  const words = say.value;
  const { money } = formatOf(answer);
  const end = ({ months, interest }: { months?: number; interest?: string }) =>
    months === undefined ? words.never : [words.doneIn(months), ...(interest ? [words.interestInAll(money(interest))] : [])].join(words.comma);
  return (
    <>
      <p class="hint">{words.order}</p>
      <div class="scroll" role="group" aria-labelledby="ways-title" tabIndex={0}>
        <table class="compare ways-table">
          <thead>
            <tr>
              <td />
              {ways.map(({ sharing }) => <th key={sharing} scope="col">{words.way[sharing]}<br /><span class="hint">{words.wayText[sharing]}</span></th>)}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.whole}</th>
              {ways.map((way) => <td key={way.sharing}><strong>{end(way)}</strong></td>)}
            </tr>
            {ways[0]!.parts.map(({ name }, n) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {ways.map(({ sharing, parts }) => <td key={sharing}>{words.firstMonth(money(parts[n]!.amount))}<br /><span class="hint">{end(parts[n]!)}</span></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
