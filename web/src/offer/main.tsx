// The start of the offer: draws the document at once, fetches the keys, and brings up
// the engine beside it.

import { render } from "preact";
import { load } from "../engine.ts";
import { keepCopy } from "../start.ts";
import { fetchKeys } from "./keys.ts";
import { Page } from "./page.tsx";

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
await Promise.all([fetchKeys(), load()]);
keepCopy();
