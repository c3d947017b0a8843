// A link for the borrower of the negotiation in hand: made here, shown once, and taken
// back here while it is in sight. Its secret is kept nowhere.

import { useState } from "preact/hooks";
import { later, today, zone } from "../day.ts";
import { ask, toldRefused, type Refused } from "../service.ts";
import { Square } from "../square.tsx";
import { key, opened, say } from "./state.ts";

interface Made { id: string; link: string; qr_svg?: string }

export function Links() {
  const words = say.value;
  const { id } = opened.value!;
  const [last, setLast] = useState(later(today(), 1, 0));
  const [made, setMade] = useState<Made>();
  const [refused, setRefused] = useState<Refused>();
  const refusal = { date_order: words.problem.date_order, links_spent: words.linksSpent };
  const make = async () => {
    const reply = await ask<Made>(key.value, `negotiations/${id}/links`, { body: { last_day: last, zone: zone() } });
    setRefused(reply.refused);
    if (reply.answer) setMade({ ...reply.answer, link: new URL(reply.answer.link, location.href).href });
  };
  const revoke = async () => {
    const reply = await ask(key.value, `negotiations/${id}/links/${made!.id}`, { method: "DELETE" });
    setRefused(reply.refused);
    if (!reply.refused) setMade(undefined);
  };
  return (
    <section class="card" aria-labelledby="links-title">
      <h2 id="links-title">{words.linkTitle}</h2>
      <p class="hint">{words.linkText}</p>
      {made ? (
        <>
          <p><a href={made.link}><code>{made.link}</code></a></p>
          {made.qr_svg && <Square class="square" svg={made.qr_svg} alt={words.linkSquare} />}
          <p class="actions"><button type="button" onClick={() => void revoke()}>{words.linkRevoke}</button></p>
        </>
      ) : (
        <>
          <div class="field"><label for="link-last">{words.linkLast}</label><input id="link-last" type="date" value={last} onInput={({ currentTarget }) => setLast(currentTarget.value)} /></div>
          <p class="actions"><button type="button" disabled={!last} onClick={() => void make()}>{words.linkMake}</button></p>
        </>
      )}
      {refused && <p class="problem" role="alert">{toldRefused(refused, { ...words, refusal }, refused.problems[0]?.code ?? "")}</p>}
    </section>
  );
}
