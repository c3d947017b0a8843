import { test } from "node:test";
import { source } from "../source.mjs";
import { alike } from "../words.mjs";

const records = [await source("src/records/words/en.ts"), await source("src/records/words/zh.ts")];
const report = [await source("src/report/words/en.ts"), await source("src/report/words/zh.ts")];

test("the records say everything in both languages, with the same slots", () =>
  alike(records[0].en, records[1].zh, (path) => (path === "/every" ? [{ unit: "month", n: 7 }] : undefined)));

test("the report says everything in both languages, with the same slots", () => alike(report[0].en, report[1].zh));
