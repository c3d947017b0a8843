// The start of the desk: draws it at once and brings up the engine beside it.

import { render } from "preact";
import { keepCopy } from "../start.ts";
import { receive } from "./opened.tsx";
import { Page } from "./page.tsx";
import { start } from "./state.ts";

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
addEventListener("hashchange", receive);
receive();
await start();
keepCopy();
