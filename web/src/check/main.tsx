// The start of the check: draws it at once and brings up the engine beside it.

import { render } from "preact";
import { load } from "../engine.ts";
import { keepCopy } from "../start.ts";
import { receive } from "./opened.tsx";
import { Page } from "./page.tsx";

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
addEventListener("hashchange", receive);
receive();
await load();
keepCopy();
