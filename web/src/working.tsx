// How a figure came about. A figure that can tell is a button; what the engine says
// of it is asked for when somebody wants to know, and stands below it.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { APRRequest, AssessRequest, Currency, Frequency, Method, QuoteRequest, Step } from "../../wasm/npm/types.ts";
import { parley } from "./engine.ts";
import { isZero } from "./format.ts";
import { language } from "./language.ts";
import { working as words } from "./words/working.ts";

type Explained = AssessRequest | QuoteRequest | APRRequest;

/** What the engine said of a request, which is asked once however many of its figures are opened. */
const told = new WeakMap<Explained, Promise<readonly Step[] | undefined>>();

async function explain(request: Explained): Promise<readonly Step[] | undefined> {
  const op = "flows" in request ? "apr" : "terms" in request ? "quote" : "assess";
  try {
    const outcome = await parley.peek()!.ask(op, { ...request, explain: true } as never);
    return ("answer" in outcome && outcome.answer.working) || [];
  } catch {
    told.delete(request); // the engine comes back
    return undefined;
  }
}

/** The most steps that are shown of one figure: nobody reads more. */
const most = 200;

/** From the claim to the total of a plan, without its single payments. */
export const wholePlan = "#/claim_total #/waived #/plan/totals/waived #/plan/financed #/plan/amount #/plan/totals";

/** The steps to a figure and to what lies under it, or to several, with a space between them. */
function Steps({ of, at }: { of: Explained; at: string }) {
  const [steps, setSteps] = useState<readonly Step[]>();
  useEffect(() => {
    let wanted = true;
    if (!told.has(of)) told.set(of, explain(of));
    void told.get(of)!.then((all) => wanted && setSteps(all?.filter(({ figure }) => at.split(" ").some((place) => `${figure}/`.startsWith(`${place}/`)))));
    return () => void (wanted = false);
  }, [of, at]);
  const { nothing, more } = words[language.value];
  return (
    <ol class="working">
      {steps?.slice(0, most).map(({ en, zh }, n) => <li key={n}>{language.value === "en" ? en : zh}</li>)}
      {steps?.length === 0 && <li>{nothing}</li>}
      {steps && steps.length > most && <li>{more(steps.length - most)}</li>}
    </ol>
  );
}

/** A figure as a button; its name tells the figure apart for those who do not see where it stands. */
function Why({ name, figure, open, toggle }: { name: string; figure: string; open: boolean; toggle: () => void }) {
  return <button type="button" class="why" aria-expanded={open} aria-label={words[language.value].label(name, figure)} onClick={toggle}>{figure}</button>;
}

/** A figure as a button, and what it opens, for a place where the two cannot stand together. */
export function useWorking(of: Explained, at: string, name: string, figure: string): [button: ComponentChildren, steps: ComponentChildren] {
  const [open, setOpen] = useState(false);
  return [<Why name={name} figure={figure} open={open} toggle={() => setOpen(!open)} />, open && <Steps of={of} at={at} />];
}

/** The figures of a table so wide, one of which is open at a time: its steps have a row of their own. */
export function useRows(of: Explained, columns: number) {
  const [opened, setOpened] = useState("");
  return {
    why: (at: string, name: string, figure: string) => <Why name={name} figure={figure} open={opened === at} toggle={() => setOpened(opened === at ? "" : at)} />,
    steps: (at: string) => opened === at && <tr class="how"><td colSpan={columns}><Steps of={of} at={at} /></td></tr>,
  };
}

/** A figure that opens how it came about. */
export function Worked({ of, at, name, children }: { of: Explained; at: string; name: string; children: string }) {
  return <>{useWorking(of, at, name, children)}</>;
}

interface Priced { as_of: string; currency?: Currency; terms: { interest_from?: string | undefined; every?: Frequency } }
interface Paid { financed: string; instalments: readonly { due: string; amount: string }[] }

/** What a plan costs a year, as a question of its own: the plan's answer states the rate, and this one how it is found. */
export function rateOf({ as_of, currency, terms }: Priced, { financed, instalments }: Paid, method: Method): APRRequest {
  return {
    method,
    ...(currency && { currency }),
    unit_period: terms.every ?? { unit: "month", n: 1 },
    flows: [
      { kind: "advance", amount: financed, date: terms.interest_from ?? as_of },
      ...instalments.filter(({ amount }) => !isZero(amount)).map(({ amount, due }) => ({ kind: "payment" as const, amount, date: due })),
    ],
  };
}
