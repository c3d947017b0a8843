// The ways to bring an offer here: pasted, as a picture, or through the camera.

import { useEffect, useRef, useState } from "preact/hooks";
import { canRead, readSquare, watch } from "./camera.ts";
import { say, take } from "./state.ts";

export function Bring({ again }: { again: boolean }) {
  const words = say.value;
  const [text, setText] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim()) take(text);
  };
  return (
    <form class="form bring" aria-labelledby="bring-title" onSubmit={submit}>
      <section class="card">
        <h2 id="bring-title">{again ? words.bringAnother : words.bringTitle}</h2>
        <div class="field">
          <label for="pasted">{words.paste}</label>
          <textarea id="pasted" rows={4} autocomplete="off" spellcheck={false} value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
        </div>
        <p class="actions"><button type="submit" class="primary">{words.checkIt}</button></p>
        <Squares />
      </section>
    </form>
  );
}

/** QR codes, as far as the browser reads them. */
function Squares() {
  const words = say.value;
  const [able, setAble] = useState<boolean>();
  const [looking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState<"nothing" | "camera">();
  useEffect(() => void canRead().then(setAble), []);
  if (able === undefined) return null;
  if (!able) return <p class="hint">{words.noSquares}</p>;
  const pick = async ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const [file] = currentTarget.files ?? [];
    if (!file) return;
    const text = await readSquare(file);
    setTrouble(text === undefined ? "nothing" : undefined);
    if (text !== undefined) take(text);
  };
  const came = (text: string) => {
    setLooking(false);
    take(text);
  };
  const failed = () => {
    setLooking(false);
    setTrouble("camera");
  };
  return (
    <>
      <div class="field">
        <label for="picture">{words.picture}</label>
        <input id="picture" type="file" accept="image/*" onChange={pick} />
      </div>
      <p class="actions">
        <button type="button" aria-pressed={looking} onClick={() => setLooking(!looking)}>{looking ? words.cameraOff : words.camera}</button>
      </p>
      {looking && <Camera found={came} failed={failed} />}
      {trouble && <p class="problem" role="alert">{trouble === "nothing" ? words.noSquareFound : words.noCamera}</p>}
    </>
  );
}

function Camera({ found, failed }: { found: (text: string) => void; failed: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => watch(video.current!, found, failed), []);
  return <video ref={video} muted playsInline aria-label={say.value.camera} />;
}
