// The mandate: its tiers and limits as a form or as JSON, and what there is to
// look at in it, told while somebody types.

import { useState } from "preact/hooks";
import type { Remark, When } from "../../../wasm/npm/types.ts";
import { components } from "../debt.ts";
import { Box, Group, Ticks } from "./boxes.tsx";
import { Problems } from "./status.tsx";
import { desk, format, lint, say, set, tiers } from "./state.ts";
import { at, listAt, parsed, type Json } from "./tree.ts";

export function MandateView() {
  const words = say.value;
  const [asText, setAsText] = useState(false);
  return (
    <div class="two">
      <div class="form">
        <fieldset class="segments">
          <legend class="unseen">{words.editAs}</legend>
          <div>
            {[false, true].map((text) => (
              <label key={`${text}`}>
                <input type="radio" name="edit" checked={asText === text} onChange={() => setAsText(text)} />
                <span>{text ? words.editText : words.editForm}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {asText ? <AsText /> : <AsForm />}
      </div>
      <Remarks />
    </div>
  );
}

/** The mandate as JSON. What is no JSON stays in the box, and the mandate stays what it was. */
function AsText() {
  const words = say.value;
  const held = JSON.stringify(at(desk.value, "/mandate") ?? {}, null, 2);
  const [typed, setTyped] = useState(held);
  const value = parsed(typed);
  const type = (text: string) => {
    setTyped(text);
    const value = parsed(text);
    if (value) set("/mandate", value);
  };
  return (
    <section class="card">
      <div class="field">
        <label for="mandate-text">{words.mandateText}</label>
        <textarea
          id="mandate-text"
          class="code"
          rows={28}
          spellcheck={false}
          autocomplete="off"
          value={typed}
          aria-describedby={value ? "mandate-text-hint" : "mandate-text-problem"}
          {...(!value && { "aria-invalid": "true" as const })}
          onInput={({ currentTarget }) => type(currentTarget.value)}
        />
        {!value && <p class="problem" id="mandate-text-problem">{words.noJson}</p>}
        <p class="hint" id="mandate-text-hint">{words.mandateTextHint}</p>
      </div>
    </section>
  );
}

function AsForm() {
  const words = say.value;
  const addTier = () => set("/mandate/tiers", [...tiers.value, { name: nextName() }]);
  return (
    <>
      <section class="card" aria-labelledby="limits-title">
        <h3 id="limits-title">{words.limitsTitle}</h3>
        <p class="hint">{words.limitsHint}</p>
        <Group>
          <Box at="/mandate/recovery_floor" label={words.recoveryFloor} kind="percent" unit={words.ofClaim} />
          <Box at="/mandate/npv_floor" label={words.npvFloor} kind="percent" unit={words.ofClaim} />
          <Box at="/mandate/discount_rate" label={words.discountRate} kind="rate" unit={words.percentAYear} />
          <Box at="/mandate/min_payment" label={words.constraint.min_payment} />
          <Box at="/mandate/latest_first_due_days" label={words.firstWithin} kind="count" unit={words.days} />
          <Box at="/mandate/rates" label={words.planRates} kind="rates" unit={words.percentAYear} />
          <Box at="/mandate/levels" label={words.levels} kind="names" />
        </Group>
        <Ticks at="/mandate/frequencies" label={words.frequencies} options={frequencies.map((each) => [each, words.every(each)])} />
      </section>
      {tiers.value.map((_, n) => <TierCard key={n} n={n} />)}
      <p><button type="button" onClick={addTier}>{words.addTier}</button></p>
      <details class="card more">
        <summary><h3>{words.assumptionsTitle}</h3> <span class="hint">{words.assumptionsHint}</span></summary>
        <Group>
          <Box at="/mandate/no_deal/value" label={words.noDeal} />
          <Box at="/mandate/hazard/per_month" label={words.breakRate} kind="percent" unit="%" />
          <Box at="/mandate/hazard/burden_mid" label={words.burdenMid} kind="percent" unit="%" />
          <Box at="/mandate/hazard/burden_weight" label={words.burdenWeight} kind="number" />
          <Box at="/mandate/hazard/recovered" label={words.recovered} kind="percent" unit="%" />
        </Group>
      </details>
    </>
  );
}

const frequencies = [
  { unit: "month", n: 1 }, { unit: "semi_month", n: 1 }, { unit: "week", n: 2 }, { unit: "week", n: 1 }, { unit: "month", n: 3 },
] as const;

/** A name that no other tier has: the engine asks for one. */
function nextName(): string {
  const taken = tiers.value.map((_, n) => at(desk.value, `/mandate/tiers/${n}/name`));
  for (let n = tiers.value.length + 1; ; n++) {
    const name = say.value.tierName(`${n}`);
    if (!taken.includes(name)) return name;
  }
}

function TierCard({ n }: { n: number }) {
  const words = say.value;
  const here = `/mandate/tiers/${n}`;
  const name = at(desk.value, `${here}/name`);
  const title = typeof name === "string" && name.trim() ? name : words.tierName(`${n + 1}`);
  return (
    <section class="card tier" aria-label={title}>
      <TierHead n={n} title={title} />
      <Group>
        <Box at={`${here}/name`} label={words.name} kind="text" />
        <Box at={`${here}/level`} label={words.level} kind="text" />
      </Group>
      <h4>{words.whenTitle}</h4>
      <Group>
        <Box at={`${here}/when/days_overdue/from`} label={words.overdueFrom} kind="count" unit={words.days} />
        <Box at={`${here}/when/days_overdue/to`} label={words.overdueTo} kind="count" unit={words.days} />
        <Box at={`${here}/when/balance/from`} label={words.balanceFrom} />
        <Box at={`${here}/when/balance/to`} label={words.balanceTo} />
        <Box at={`${here}/when/segments`} label={words.segments} kind="names" />
      </Group>
      <h4>{words.planTitle}</h4>
      <Group>
        <Box at={`${here}/max_count`} label={words.constraint.max_count} kind="count" />
        <Box at={`${here}/finish_within_days`} label={words.finishWithin} kind="count" unit={words.days} />
        <Box at={`${here}/min_deposit`} label={words.constraint.min_deposit} kind="percent" unit={words.ofClaim} />
      </Group>
      <h4>{words.ceilingsTitle}</h4>
      <Group>
        {components.map((part) => <Box key={part} at={`${here}/ceilings/${part}`} label={words.component[part]} kind="percent" unit="%" />)}
        <Box at={`${here}/max_waiver`} label={words.constraint.max_waiver} />
      </Group>
    </section>
  );
}

function TierHead({ n, title }: { n: number; title: string }) {
  const words = say.value;
  const moveUp = () => {
    const list: Json[] = listAt(desk.value, "/mandate/tiers").slice();
    list.splice(n - 1, 0, ...list.splice(n, 1));
    set("/mandate/tiers", list);
  };
  return (
    <div class="tier-head">
      <h3>{title}</h3>
      <div class="actions">
        {n > 0 && <button type="button" aria-label={words.moveUp(title)} onClick={moveUp}>↑</button>}
        <button type="button" aria-label={words.removeTier(title)} onClick={() => set(`/mandate/tiers/${n}`, undefined)}>×</button>
      </div>
    </div>
  );
}

/** What a creditor can hardly have meant, in words. */
function Remarks() {
  const words = say.value;
  const { answer, problems, current } = lint;
  if (problems.value.length > 0) return <Problems problems={problems.value} />;
  const remarks = answer.value?.remarks ?? [];
  return (
    <section class={`card standing ${current.value ? "" : "stale"}`} aria-labelledby="remarks-title">
      <h3 id="remarks-title">{answer.value ? words.remarksTitle(remarks.length) : words.loading}</h3>
      {remarks.length > 0 && <p class="hint">{words.remarksHint}</p>}
      <ul class="checks">
        {remarks.map((remark, n) => (
          <li key={n} class="review">
            <span class="sign" aria-hidden="true">?</span>
            <p>{told(remark)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function told({ code, tier = "", other = "", when, component, day, change }: Remark): string {
  const words = say.value;
  const { money } = format.value;
  return words.remark[code]({
    tier, other,
    when: when ? toldWhen(when) : "",
    component: component ? words.component[component] : "",
    day: `${day ?? ""}`,
    sum: change ? money(change.replace("-", "")) : "",
    less: Boolean(change?.startsWith("-")),
  });
}

/** The accounts that a band holds: "overdue from day 60 to before day 90". */
export function toldWhen(when: When | undefined): string {
  const words = say.value;
  const { days_overdue: days, balance, segments, hardship } = when ?? {};
  const { money } = format.value;
  return words.accounts([
    ...(days ? [words.overdueBand(days.from === undefined ? "" : `${days.from}`, days.to === undefined ? "" : `${days.to}`)] : []),
    ...(balance ? [words.balanceBand(balance.from ? money(balance.from) : "", balance.to ? money(balance.to) : "")] : []),
    ...(segments?.length ? [words.segmentBand(segments.join(", "))] : []),
    ...(hardship === undefined ? [] : [words.hardshipBand(hardship)]),
  ]);
}
