// The start of the report: draws the page. Nothing is asked of the server before a key is given.

import { render } from "preact";
import { Page } from "./page.tsx";

const place = document.getElementById("page")!;
place.replaceChildren();
render(<Page />, place);
