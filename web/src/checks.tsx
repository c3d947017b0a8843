// The findings, in plain words, each with its level and its source. A level is
// told by a word and a sign, not by colour alone.

import type { Finding } from "../../wasm/npm/types.ts";
import type { Format } from "./format.ts";
import { language } from "./language.ts";
import { say } from "./say.ts";
import type { Told as ToldCode } from "./words/words.ts";

const signs: Record<Finding["level"], string> = { pass: "✓", review: "?", wall: "!" };

export function Checks({ findings, format }: { findings: Finding[]; format: Format }) {
  if (findings.length === 0) return null;
  return (
    <section class="card" aria-labelledby="checks-title">
      <h3 id="checks-title">{say.value.findingsTitle}</h3>
      <Findings findings={findings} format={format} />
    </section>
  );
}

/** The findings alone, for a card that has a title of its own and perhaps words for more of them. */
export function Findings({ findings, format, more }: { findings: Finding[]; format: Format; more?: ToldElsewhere }) {
  const words = say.value;
  return (
    <ul class="checks">
      {findings.map((finding, at) => (
        <li key={at} class={finding.level}>
          <span class="sign" aria-hidden="true">{signs[finding.level]}</span>
          <div>
            <p><strong>{words.level[finding.level]}</strong>{words.colon}<Told finding={finding} format={format} {...(more && { more })} /></p>
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

/** What a document says of a finding that not every one knows. */
type ToldElsewhere = (finding: Finding, format: Format) => string;

function Told({ finding, format, more }: { finding: Finding; format: Format; more?: ToldElsewhere }) {
  const words = say.value;
  const { money, share } = format;
  const { code, level, value, limit, detail } = finding;
  if (!isTold(code)) return more ? <>{more(finding, format)}</> : <span lang="en">{detail}</span>;
  const plain = (text: string) => text;
  const shown = { charges_line: money, plan_rate_line: share, plan_months: words.months, disclosure: plain, limitation: plain }[code];
  return <>{words.finding[code](level, { value: shown(value), limit: shown(limit) })}</>;
}

function isTold(code: string): code is ToldCode {
  return Object.hasOwn(say.value.finding, code);
}
