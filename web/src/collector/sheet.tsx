// The offer sheet: what the collector types on the left, and on the right the page
// that the borrower gets, as it will be printed.

import type { Finding } from "../../../wasm/npm/types.ts";
import { isZero } from "../format.ts";
import { language } from "../language.ts";
import { Box, Group, Select } from "./boxes.tsx";
import { Paper } from "./paper.tsx";
import { askedBy, itemName, type Asked } from "./packs.ts";
import { Mark, Signing } from "./signing.tsx";
import { Problems, StatusCard } from "./status.tsx";
import { chosen, desk, format, hasAccount, offers, pack, say, sheet } from "./state.ts";
import { at } from "./tree.ts";
import type { FoundByQuote } from "./words/words.ts";

export function SheetView() {
  const words = say.value;
  if (!hasAccount.value) return <StatusCard />;
  return (
    <div class="two sheet-view">
      <form class="form" aria-label={words.view.sheet} onSubmit={(event) => event.preventDefault()}>
        <Choose />
        <section class="card" aria-labelledby="who-title">
          <h3 id="who-title">{words.whoTitle}</h3>
          <Group>
            {who.map((name) => <Box key={name} at={`/sheet/${name}`} label={words.sheetField[name]} kind="text" />)}
            <Box at="/sheet/deadline" label={words.sheetField.deadline} kind="date" />
          </Group>
        </section>
        <BreachTerms />
        <Signing />
        <Missing />
        <Findings />
        <Rules />
      </form>
      <div class="paper-side">
        {sheet.problems.value.length > 0 && <Problems problems={sheet.problems.value} />}
        {!chosen.value && <p class="card notice">{words.noOfferChosen}</p>}
        {chosen.value && sheet.answer.value && (
          <>
            <p class="actions"><button type="button" class="primary" onClick={() => print()}>{words.printSheet}</button></p>
            <Paper answer={sheet.answer.value} />
            <Mark />
          </>
        )}
      </div>
    </div>
  );
}

/** What the collector says about itself and the debt. Nothing of it is sent anywhere, but for the reference when an offer is signed. */
const who = ["creditor", "collector", "reference", "contact", "verify", "complaints", "advice"] as const;

function Choose() {
  const words = say.value;
  const menu = offers.answer.value?.creditor?.menu ?? [];
  const held = JSON.stringify(chosen.value?.terms);
  const label = menu.find(({ terms }) => JSON.stringify(terms) === held)?.label ?? "";
  const choose = (name: string) => {
    const plan = menu.find((each) => each.label === name);
    if (plan) chosen.value = { terms: plan.terms, ...(plan.waivers && { waivers: plan.waivers }) };
  };
  return (
    <div class="card">
      <div class="field">
        <label for="sheet-offer">{words.whichOffer}</label>
        <select id="sheet-offer" value={label} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {!label && <option value="">{chosen.value ? words.ofProposal : words.choose}</option>}
          {menu.map((plan) => <option key={plan.label} value={plan.label}>{words.label[plan.label]}</option>)}
        </select>
      </div>
    </div>
  );
}

function BreachTerms() {
  const words = say.value;
  return (
    <section class="card" aria-labelledby="breach-title">
      <h3 id="breach-title">{words.breachTitle}</h3>
      <Group>
        <Select at="/waiver_terms/earned" label={words.earnedTitle} none={words.notSaid} options={(["on_signing", "pro_rata", "on_completion"] as const).map((each) => [each, words.earned[each]])} />
        <Select at="/waiver_terms/on_breach" label={words.onBreachTitle} none={words.notSaid} options={(["nothing", "reinstate_unearned", "reinstate_all"] as const).map((each) => [each, words.onBreach[each]])} />
        <Box at="/waiver_terms/grace_days" label={words.graceDays} kind="count" unit={words.days} optional />
        <Box at="/waiver_terms/missed_allowed" label={words.missedAllowed} kind="count" optional />
      </Group>
    </section>
  );
}

/** What a borrower has to be told and the sheet does not say yet. */
function Missing() {
  const words = say.value;
  const waived = sheet.answer.value && !isZero(sheet.answer.value.plan.totals.waived);
  // Where advice is found has to be said where the account's rules ask for it.
  const advice = askedBy(pack.answer.value?.pack, "advice").length > 0;
  const asked = [...who, "deadline" as const].filter((name) => name !== "advice" || advice);
  const missing = [
    ...asked.filter((name) => !at(desk.value, `/sheet/${name}`)).map((name) => words.sheetField[name]),
    ...(waived && !sheet.answer.value?.breach ? [words.breachTitle] : []),
    ...((offers.answer.value?.creditor?.menu?.length ?? 0) < 2 ? [words.secondOffer] : []),
  ];
  if (missing.length === 0) return <p class="card hint">{words.nothingMissing}</p>;
  return (
    <section class="card notice review" aria-labelledby="missing-title">
      <h3 id="missing-title">{words.missingTitle(missing.length)}</h3>
      <ul>{missing.map((name) => <li key={name}>{name}</li>)}</ul>
    </section>
  );
}

/** How the offer stands against the account's rules: for review, never a verdict. */
function Findings() {
  const words = say.value;
  const findings = sheet.answer.value?.findings ?? [];
  if (findings.length === 0) return null;
  return (
    <section class="card" aria-labelledby="findings-title">
      <h3 id="findings-title">{words.findingsTitle}</h3>
      <ul class="checks">
        {findings.map((finding, n) => (
          <li key={n} class={finding.level}>
            <span class="sign" aria-hidden="true">{signs[finding.level]}</span>
            <div>
              <p><strong>{words.findingLevel[finding.level]}</strong>{words.colon}<Told finding={finding} /></p>
              <p class="hint">{words.source}{words.colon}{language.value === "en" ? finding.source : finding.source_zh}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const signs: Record<Finding["level"], string> = { pass: "✓", review: "?", wall: "!" };

function Told({ finding: { code, value, limit, detail } }: { finding: Finding }) {
  const words = say.value;
  const { money, share } = format.value;
  if (!Object.hasOwn(words.finding, code)) return <span lang="en">{detail}</span>;
  const shown = (text: string) => (code === "charges_line" ? money(text) : code === "plan_rate_line" ? share(text) : text);
  return <>{words.finding[code as FoundByQuote]({ value: shown(value), limit: shown(limit) })}</>;
}

/** What the account's rules ask for before and beside an offer. */
function Rules() {
  const words = say.value;
  const told = pack.answer.value?.pack;
  if (!told) return null;
  const parts: [string, Asked[]][] = [
    [words.identityTitle, askedBy(told, "conduct.identity")],
    [words.disclosureTitle, askedBy(told, "disclosure")],
    [words.adviceTitle, askedBy(told, "advice")],
  ];
  if (parts.every(([, asked]) => asked.length === 0)) return null;
  return (
    <section class="card" aria-labelledby="rules-title">
      <h3 id="rules-title">{words.rulesTitle}</h3>
      {parts.filter(([, asked]) => asked.length > 0).map(([title, asked]) => (
        <div key={title} class="asked">
          <h4>{title}</h4>
          {asked.map(({ items, source, note }, n) => (
            <div key={n}>
              <ul class="told">{items.map((item) => <li key={item}>{itemName(item)}</li>)}</ul>
              {note && <p class="hint">{note}</p>}
              <p class="hint">{words.source}{words.colon}{source}</p>
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
