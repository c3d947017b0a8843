// The borrower's proposal: accepted as it is, or what it breaks, the smallest fix
// of each, and the nearest plans that both sides could sign.

import { useEffect } from "preact/hooks";
import type { BrokenLimit, CounterPlan } from "../../../wasm/npm/types.ts";
import { often } from "../day.ts";
import { Fact } from "../fact.tsx";
import { isZero } from "../format.ts";
import { Box, Group } from "./boxes.tsx";
import { nameOf, Unmet, valueOf } from "./gap.tsx";
import { Prepare, wayOf } from "./offers.tsx";
import { Problems, StatusCard } from "./status.tsx";
import { counter, desk, format, hasAccount, hasProposal, negotiation, say, set } from "./state.ts";
import { at, type Tree } from "./tree.ts";

export function ProposalView() {
  const words = say.value;
  useEffect(begin, []);
  if (!hasAccount.value) return <StatusCard />;
  return (
    <div class="two">
      <form class="form" aria-label={words.view.proposal} onSubmit={(event) => event.preventDefault()}>
        <section class="card">
          <p class="hint">{words.proposalHint}</p>
          <Group>
            <Box at="/proposal/amount" label={words.eachPayment} />
            <Box at="/proposal/count" label={words.number} kind="count" optional />
            <EverySelect />
            <Box at="/proposal/first_due" label={words.firstDue} kind="date" />
            <Box at="/proposal/deposit" label={words.deposit} optional />
            <Box at="/proposal/waived" label={words.waivedInAll} optional />
            <Box at="/proposal/rate" label={words.rateAYear} kind="rate" unit="%" />
          </Group>
        </section>
      </form>
      <Answer />
    </div>
  );
}

/** A proposal begins with the mandate's first frequency and rate, and the earliest day that is spoken of. */
function begin() {
  if (at(desk.value, "/proposal") !== undefined) return;
  const { as_of, budget, mandate } = negotiation.peek();
  const proposal: Tree = {
    every: (mandate?.frequencies?.[0] ?? often.month) as unknown as Tree,
    rate: (mandate?.rates?.[0] ?? { value: "0", per: "year" }) as unknown as Tree,
    ...((budget.earliest ?? as_of) && { first_due: budget.earliest ?? as_of }),
  };
  set("/proposal", proposal);
}

function EverySelect() {
  const words = say.value;
  const held = JSON.stringify(at(desk.value, "/proposal/every"));
  const name = Object.entries(often).find(([, every]) => JSON.stringify(every) === held)?.[0] ?? "";
  return (
    <div class="field">
      <label for="proposal-every">{words.howOften}</label>
      <select id="proposal-every" value={name} onChange={({ currentTarget }) => set("/proposal/every", { ...often[currentTarget.value as keyof typeof often] })}>
        {Object.entries(often).map(([key, every]) => <option key={key} value={key}>{words.every(every)}</option>)}
      </select>
    </div>
  );
}

function Answer() {
  const words = say.value;
  const { answer, problems, current } = counter;
  if (!hasProposal.value) return <div class="card notice"><h3>{words.proposalEmpty}</h3><p>{words.proposalEmptyText}</p></div>;
  if (problems.value.length > 0) return <Problems problems={problems.value} />;
  const told = answer.value;
  if (!told) return <p class="card">{words.loading}</p>;
  return (
    <div class={`answer ${current.value ? "" : "stale"}`}>
      <section class={`card notice ${told.accepted ? "" : "review"}`} aria-labelledby="verdict-title">
        <h3 id="verdict-title">{told.accepted ? words.accepted : words.notAccepted}</h3>
        <p>{words.proposalRead(wayOf(told.plan))}</p>
        {told.count_most && <p>{words.countMost(`${told.count_most}`)}</p>}
        {told.broken && <ul>{told.broken.map((limit, n) => <li key={n}>{broken(limit)}</li>)}</ul>}
      </section>
      {told.unmet && <Unmet unmet={told.unmet} />}
      {told.nearest && told.nearest.length > 0 && (
        <section aria-labelledby="nearest-title">
          <h3 id="nearest-title" class="list-title">{words.nearestTitle}</h3>
          <ul class="offers">{told.nearest.map((plan, n) => <Nearest key={n} plan={plan} n={n} />)}</ul>
        </section>
      )}
      {!told.accepted && !told.nearest?.length && <p class="card"><a href="#offers">{words.seeMoves}</a></p>}
    </div>
  );
}

function broken(limit: BrokenLimit): string {
  const words = say.value;
  return words.broken(words.owner[limit.owner], nameOf(limit), valueOf(limit, limit.figure), valueOf(limit, limit.limit));
}

function Nearest({ plan: { changed, plan, terms, waivers }, n }: { plan: CounterPlan; n: number }) {
  const words = say.value;
  const { money, day } = format.value;
  const title = words.changes(changed.map((issue) => words.issue[issue]).join(words.comma));
  return (
    <li class="card plan-card">
      <h4 id={`nearest-${n}`}>{title}</h4>
      <dl class="facts">
        <Fact name={words.total} main>{money(plan.paid)}</Fact>
        {!isZero(plan.deposit) && <Fact name={words.deposit}>{money(plan.deposit)}</Fact>}
        <Fact name={words.instalments}>{words.payments(plan.count, money(plan.amount))}</Fact>
        <Fact name={words.firstAndLast}>{words.fromTo(day(plan.first_due), day(plan.last_date))}</Fact>
        <Fact name={words.waived}>{money(plan.waived)}</Fact>
      </dl>
      <Prepare plan={{ terms, ...(waivers && { waivers }) }} title={title} />
    </li>
  );
}
