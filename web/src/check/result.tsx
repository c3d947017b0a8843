// What follows from what the reader knows. It is a signal for a question, never a verdict.

import { useMemo } from "preact/hooks";
import type { Check, Method, ReconcileTry } from "../../../wasm/npm/types.ts";
import { Findings } from "../checks.tsx";
import { language } from "../language.ts";
import { Owed } from "../owed.tsx";
import { formatOf, say as sayPage } from "../say.ts";
import { Worked } from "../working.tsx";
import { working } from "../words/working.ts";
import { rateOfOffer } from "./facts.ts";
import { toldHere } from "./findings.ts";
import { account, checked, facts, reconciled, say } from "./state.ts";

export function DemandResult() {
  const words = say.value;
  const answer = reconciled.value;
  const format = formatOf(answer ?? facts.value);
  const { money } = format;
  const findings = account.value?.answer.findings;
  return (
    <section class="card" aria-labelledby="demand-result">
      <h3 id="demand-result">{words.demandResult}</h3>
      {!answer && <p class="hint">{words.demandNeeds}</p>}
      {answer && (
        <>
          <p>{words.byFacts(money(answer.stated.total))}</p>
          {account.value && <Owed {...account.value} />}
          <p class="hint">{working[language.value].hint}</p>
          {answer.matching > 0 ? (
            <>
              <p role="status"><strong>{words.matching(money(answer.matches[0]!.total))}</strong></p>
              <ul class="counted">{answer.matches.slice(0, 3).map((each, n) => <li key={n}><Ways of={each} /></li>)}</ul>
              <p class="hint">{words.matchingNote}</p>
            </>
          ) : (
            <>
              <p role="status"><strong>{words.noMatch(answer.tried)}</strong></p>
              <ul class="counted">
                {answer.nearest?.map((each, n) => (
                  <li key={n}>{words.nearest(money(each.total), money(each.difference))} <Ways of={each} /></li>
                ))}
              </ul>
              <p class="hint">{words.noMatchNote}</p>
            </>
          )}
          {!answer.complete && <p class="hint">{words.cutShort}</p>}
        </>
      )}
      {findings && findings.length > 0 && <Findings findings={findings} format={format} more={toldHere} />}
    </section>
  );
}

/** The ways of counting that differ from what was entered, in words. */
function Ways({ of: { conventions } }: { of: ReconcileTry }) {
  const words = say.value;
  const { grace_days, ...named } = conventions;
  const told = Object.entries(named).map(([name, value]) => {
    const ways: Record<string, string> = words.way[name as keyof typeof words.way];
    return Object.hasOwn(ways, value) ? ways[value]! : value;
  });
  if (grace_days !== undefined) told.push(words.graceDays(grace_days));
  return <>{told.length > 0 ? told.join(words.apart) : words.asEntered}</>;
}

export function OfferResult() {
  const words = say.value;
  const told = checked.value;
  const priced = useMemo(() => told && rateOfOffer(told), [told]);
  if (!told) return null;
  const { answer } = told;
  const { money, percent } = formatOf(answer);
  const asked = answer.checks.filter(({ level }) => level !== "pass");
  const { annual_rate, totals, reproduced_by } = answer;
  return (
    <section class="card" aria-labelledby="offer-result">
      <h3 id="offer-result">{words.offerResult}</h3>
      <p role="status"><strong>{asked.length > 0 ? words.toAsk(asked.length) : words.addsUp}</strong></p>
      <dl class="figures">
        <div>
          <dt>{sayPage.value.total}</dt>
          <dd>{money(totals.paid)}</dd>
        </div>
        {totals.interest && (
          <div>
            <dt>{sayPage.value.interest}</dt>
            <dd>{money(totals.interest)}</dd>
          </div>
        )}
        {annual_rate && (
          <div>
            <dt>{sayPage.value.yearlyRate}</dt>
            <dd>{priced ? <Worked of={priced} at="#" name={sayPage.value.yearlyRate}>{percent(annual_rate.apr_percent)}</Worked> : percent(annual_rate.apr_percent)}</dd>
            <dd class="hint">{sayPage.value.method[annual_rate.method]}</dd>
          </div>
        )}
      </dl>
      <ul class="checks">{[...asked, ...answer.checks.filter(({ level }) => level === "pass")].map((each, n) => <Told key={n} check={each} />)}</ul>
      {reproduced_by && reproduced_by.length > 0 && <p class="hint">{words.reproduced(reproduced_by[0]!.day_count)}</p>}
      {answer.findings && <Findings findings={answer.findings} format={formatOf(answer)} more={toldHere} />}
    </section>
  );
}

// The engine names a method of the yearly rate by its code.
const method = /\b(?:cn_irr_simple|cn_irr_compound|us_reg_z|xirr)\b/g;

function Told({ check: { level, detail, detail_zh } }: { check: Check }) {
  const told = (language.value === "en" ? detail : detail_zh).replace(method, (code) => sayPage.value.method[code as Method]);
  return (
    <li class={level}>
      <span class="sign" aria-hidden="true">{level === "pass" ? "✓" : "?"}</span>
      <p><strong>{say.value.level[level === "pass" ? "pass" : "review"]}</strong>{sayPage.value.colon}{told}</p>
    </li>
  );
}
