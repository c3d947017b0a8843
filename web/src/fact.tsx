// A line of a plan's facts: what it is, and what it comes to.

import type { ComponentChildren } from "preact";

export function Fact({ name, main, children }: { name: string; main?: boolean; children: ComponentChildren }) {
  return (
    <div class={main ? "main" : ""}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
