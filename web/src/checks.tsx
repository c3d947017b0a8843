// The findings, in plain words, each with its level and its source. A level is
// told by a word and a sign, not by colour alone.

import type { Finding } from "../../wasm/npm/types.ts";
import type { Format } from "./format.ts";
import { format, language, say } from "./state.ts";
import type { Told as ToldCode } from "./words/words.ts";

const signs: Record<Finding["level"], string> = { pass: "✓", review: "?", wall: "!" };

export function Checks({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section class="card" aria-labelledby="checks-title">
      <h3 id="checks-title">{say.value.findingsTitle}</h3>
      <Findings findings={findings} format={format.value} />
    </section>
  );
}

/** The findings alone, for a card that has a title of its own. */
export function Findings({ findings, format }: { findings: Finding[]; format: Format }) {
  const words = say.value;
  return (
    <ul class="checks">
      {findings.map((finding, at) => (
        <li key={at} class={finding.level}>
          <span class="sign" aria-hidden="true">{signs[finding.level]}</span>
          <div>
            <p><strong>{words.level[finding.level]}</strong>{words.colon}<Told finding={finding} format={format} /></p>
            {finding.note && <p class="hint">{language.value === "zh-CN" ? finding.note_zh : finding.note}</p>}
            <p class="hint">
              {words.source}{words.colon}{language.value === "zh-CN" ? finding.source_zh : finding.source} · {words.confidence[finding.confidence]}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Told({ finding, format }: { finding: Finding; format: Format }) {
  const words = say.value;
  const { money, share } = format;
  const { code, level, value, limit, detail } = finding;
  if (!isTold(code)) return <span lang="en">{detail}</span>;
  const plain = (text: string) => text;
  const shown = { charges_line: money, plan_rate_line: share, plan_months: words.months, disclosure: plain, limitation: plain }[code];
  return <>{words.finding[code](level, { value: shown(value), limit: shown(limit) })}</>;
}

function isTold(code: string): code is ToldCode {
  return Object.hasOwn(say.value.finding, code);
}
