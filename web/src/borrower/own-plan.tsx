// The plan in hand: taken from a card, moved with the sliders, or written freely.

import { components } from "../fields.ts";
import { isZero } from "../format.ts";
import { Choice, Row, Segments, TextField, Unit } from "./inputs.tsx";
import { held } from "../negotiation.ts";
import { OwnTerms } from "./own-terms.tsx";
import { filled } from "../read.ts";
import { partsOf } from "../request.ts";
import { formatOf, say } from "../say.ts";
import { assessed, current, dealsCurrent, fields, put, quoted, reach, steady, typed } from "./state.ts";
import { Stepper } from "./stepper.tsx";

export function OwnPlan() {
  const words = say.value;
  const [shape, known] = [typed("shape"), typed("known")];
  return (
    <section class="card form own-plan" aria-labelledby="own-title" id="own">
      <h3 id="own-title" tabIndex={-1}>{words.borrower.ownTitle}</h3>
      <p class="hint">{words.borrower.ownHint}</p>
      <Segments
        name="shape"
        label={words.shapeTitle}
        options={(["level", "equal_principal", "lump_sum"] as const).map((value) => [value, words.shape[value]])}
      />
      <p class="hint">{words.shapeHint[shape]}</p>
      {shape !== "lump_sum" && (
        <>
          <Segments name="known" label={words.knownTitle} options={[["count", words.knowCount], ["amount", words.knowAmount]]} />
          {known === "amount" ? <TextField name="amount" label={words.field.amount} /> : <Stepper name="count" />}
        </>
      )}
      <Row>
        <TextField name="first_due" label={words.field.first_due} kind="date" />
        <div class="rate">
          <TextField name="rate" label={`${words.field.rate} %`} kind="percent" />
          <Choice
            name="rate_per"
            label={words.rateUnit}
            hidden
            options={(["year", "month", "day"] as const).map((per) => [per, words.ratePer[per]])}
          />
        </div>
      </Row>
      <Stepper name="deposit" />
      <Fits />
      <Waived />
      <OwnTerms />
    </section>
  );
}

/** Whether both sides could sign the plan in hand, and otherwise the nearest that they could. */
function Fits() {
  const words = say.value.borrower;
  const countered = reach.value;
  const plan = quoted.value;
  if (!countered || !plan || !current.value || !dealsCurrent.value || typed("shape") !== "level") return null;
  const { money, day } = formatOf(countered);
  const { totals, amount, instalments } = plan.answer.plan;
  const same = countered.plan.paid === totals.paid && countered.plan.amount === amount && countered.plan.first_due === instalments[0]?.due;
  if (same && countered.accepted) return <p class="fits">{words.fits}</p>;
  const near = countered.nearest ?? countered.reach?.counts?.filter(({ changed }) => !changed.includes("count")) ?? [];
  return (
    <div class="fits-not">
      <p>{words.fitsNot} {near.length > 0 && words.fitsNear}</p>
      <ul>
        {near.map(({ plan, terms, waivers }, at) => (
          <li key={at}>
            <button type="button" onClick={() => put(held(terms, waivers))}>
              {words.nearest(plan.count, money(plan.amount), day(plan.first_due), money(plan.paid))}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The parts that are owed, and those that are waived though they are not. */
const waivable = steady(() => {
  const owed = partsOf(fields.value, assessed.value?.claim.components);
  return components.filter((name) => (owed[name] && !isZero(owed[name])) || filled(fields.value[`waive_${name}`]));
});

/** What is waived of each part. */
function Waived() {
  const words = say.value;
  const names = waivable.value;
  if (names.length === 0) return null;
  return (
    <details class="words" open>
      <summary>{words.borrower.waivedTitle}</summary>
      <div class="parts">
        {names.map((name) => (
          <Unit
            key={name}
            name={`waive_${name}`}
            unit={`unit_${name}`}
            label={words.component[name]}
            fullLabel={words.waivedField(words.component[name])}
            unitLabel={words.waivedUnit(words.component[name])}
          />
        ))}
      </div>
    </details>
  );
}
