// The start: draws the page at once and brings up the engine beside it.

import { render } from "preact";
import { Page } from "./page.tsx";
import { source } from "./policy.ts";
import { load } from "./state.ts";

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
void load(source);
