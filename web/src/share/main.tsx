// The start of the sharing of a sum: draws it at once and brings up the engine beside it.

import { render } from "preact";
import { load } from "../engine.ts";
import { keepCopy } from "../start.ts";
import { Page } from "./page.tsx";

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
await load();
keepCopy();
