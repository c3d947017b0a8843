// Step 4, what the borrower takes away.

import { say, type Quoted } from "./state.ts";

export function Proposal({ quoted }: { quoted: Quoted }) {
  return <Made quoted={quoted} />;
}

function Made({ quoted }: { quoted: Quoted }) {
  const words = say.value;
  const { engine, pack } = quoted.answer.versions;
  return (
    <footer class="made">
      <button type="button" onClick={() => window.print()}>{words.print}</button>
      <p class="hint">
        {words.madeWith(engine, pack)}
        {quoted.digest && <> · {words.digest} <code>{quoted.digest.slice(0, 16)}</code></>}
      </p>
    </footer>
  );
}
