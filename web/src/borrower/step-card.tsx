// A card of one of the four steps, with its number.

import type { ComponentChildren } from "preact";
import { say } from "../say.ts";
import { steps, type Step } from "../words/borrower.ts";

export function StepCard({ step, title, children }: { step: Step; title?: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby={`${step}-title`} id={`step-${step}`}>
      <h2 id={`${step}-title`}>
        <span class="step" aria-hidden="true">{steps.indexOf(step) + 1}</span>
        {title ?? say.value.borrower.step[step]}
      </h2>
      {children}
    </section>
  );
}
