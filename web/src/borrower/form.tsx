// The form: the example, and the first steps in their order.

import { Heard } from "./heard.tsx";
import { Owe } from "./owe.tsx";
import { Pay } from "./pay.tsx";
import { Tools } from "./tools.tsx";
import { say } from "../say.ts";
import { dealsNeed, fromExample, showExample, startOwn } from "./state.ts";

export function Form() {
  const words = say.value;
  return (
    <form class="form" aria-label={words.formTitle} autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <Example />
      <Owe />
      <Pay />
      <Heard />
      <Tools />
    </form>
  );
}

function Example() {
  const words = say.value;
  if (!fromExample.value) {
    return (
      <p class="own">
        <button type="button" class="link" onClick={showExample}>{words.exampleShow}</button>
      </p>
    );
  }
  return (
    <section class="example" aria-labelledby="example-title">
      <h2 id="example-title">{words.exampleTitle}</h2>
      <p>{words.exampleText}</p>
      <button type="button" class="primary" onClick={startWithOwn}>{words.exampleClear}</button>
    </section>
  );
}

function startWithOwn() {
  startOwn();
  document.getElementById(dealsNeed.value[0] ?? "currency")?.focus();
}
