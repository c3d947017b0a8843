// What came, then what it is: a signed offer, which is checked here and asks nobody,
// or a negotiation, which lies at the server.

import { useEffect } from "preact/hooks";
import { engine, load } from "../engine.ts";
import { Head } from "../head.tsx";
import { language, speak } from "../language.ts";
import { Bring } from "./bring.tsx";
import { Negotiation } from "./negotiation.tsx";
import { Signed } from "./signed.tsx";
import { brought, say } from "./state.ts";

export function Page() {
  const words = say.value;
  const now = brought.value;
  const linked = now !== undefined && "link" in now;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = linked ? words.linkedTitle : words.title;
  }, [words, linked]);
  return (
    <>
      <Head title={linked ? words.linkedTitle : words.title} tagline={linked ? words.linkedTagline : words.tagline} label={words.languages} language={language.value} speak={speak} />
      <main class="offer">
        {engine.value === "failed" && (
          <div class="card notice wall" role="alert">
            <p>{words.engineFailed}</p>
            <button type="button" class="primary" onClick={() => void load()}>{words.retry}</button>
          </div>
        )}
        {now && "unreadable" in now && <p class="card notice wall" role="alert">{words.unreadable}</p>}
        {now && "token" in now && <Signed />}
        {linked ? <Negotiation /> : <Bring again={now !== undefined} />}
      </main>
      <footer class="bottom">
        <p class="hint">{linked ? words.linkedPrivacy(location.host) : words.privacy}</p>
        <p><a href="/">{words.planPage}</a> · <a href="/check">{words.checkPage}</a></p>
      </footer>
    </>
  );
}
