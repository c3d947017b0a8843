// The start: draws the page at once and brings up the engine beside it.

import { render } from "preact";
import { receive } from "./arrival.ts";
import { start } from "./asking.ts";
import { editByKeys } from "./edits.ts";
import { Page } from "./page.tsx";
import { keepCopy } from "../start.ts";

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
addEventListener("keydown", editByKeys);
addEventListener("hashchange", receive);
void receive();
await start();
keepCopy();
