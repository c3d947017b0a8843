// The records: a key, then the list, then one negotiation.

import { useEffect } from "preact/hooks";
import { Head } from "../head.tsx";
import { language, speak } from "../language.ts";
import { Begin } from "./begin.tsx";
import { EventForm } from "./event-form.tsx";
import { Refusal } from "./refusal.tsx";
import { Standing } from "./standing.tsx";
import { busy, done, key, leave, list, next, open, opened, read, say } from "./state.ts";

export function Page() {
  const words = say.value;
  const id = opened.value?.id;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = words.title;
  }, [words]);
  // Whoever opened another negotiation begins at its head.
  useEffect(() => document.getElementById("standing-title")?.focus(), [id]);
  return (
    <>
      <Head title={words.title} tagline={words.tagline} label={words.languages} language={language.value} speak={speak} />
      <main class="records">
        <Refusal />
        {list.value === undefined ? <Connect /> : id === undefined ? <div class="two"><List /><Begin /></div> : <div class="two"><div><Standing /></div><EventForm /></div>}
      </main>
      <p class="unseen" role="status" aria-live="polite">{done.value}</p>
      <footer class="bottom">
        <p class="hint">{words.privacy}</p>
        <p class="actions">
          <a href="/report">{words.report}</a> <a href="/collector">{words.desk}</a> <a href="/">{words.borrowersPage}</a>
          {list.value && <button type="button" class="link" onClick={leave}>{words.leave}</button>}
        </p>
      </footer>
    </>
  );
}

function Connect() {
  const words = say.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void read();
  };
  return (
    <form class="form" aria-labelledby="connect-title" onSubmit={submit}>
      <section class="card">
        <h2 id="connect-title">{words.connectTitle}</h2>
        <p>{words.connectText}</p>
        <div class="field">
          <label for="key">{words.key}</label>
          <input id="key" type="password" autocomplete="off" spellcheck={false} value={key.value} onInput={({ currentTarget }) => (key.value = currentTarget.value.trim())} />
        </div>
        <p class="actions"><button type="submit" class="primary" disabled={busy.value}>{words.connect}</button></p>
      </section>
    </form>
  );
}

function List() {
  const words = say.value;
  const listed = list.value ?? [];
  return (
    <section class="card" aria-labelledby="list-title">
      <h2 id="list-title">{words.listTitle}</h2>
      {listed.length === 0 && <p>{words.listEmpty}</p>}
      <ul class="list">
        {listed.map(({ id, opened, revision }) => (
          <li key={id}>
            <button type="button" class="link" onClick={() => void open(id)}><code>{id}</code></button>
            <span class="hint">{words.listed(opened.slice(0, 10), `${revision}`)}</span>
          </li>
        ))}
      </ul>
      {next.value && <p class="actions"><button type="button" disabled={busy.value} onClick={() => void read(next.value)}>{words.more}</button></p>}
    </section>
  );
}
