// Every sentence of the report, in both languages. Figures come in formatted.

import type { RefusalWords } from "../../service.ts";
import type { By, Counted, Summed } from "../state.ts";

export interface ReportWords extends RefusalWords {
  title: string;
  tagline: string;
  languages: string;
  privacy: string;
  records: string;
  desk: string;
  leave: string;
  askTitle: string;
  askText: string;
  key: string;
  from: string;
  to: string;
  by: string;
  way: Record<By, string>;
  ask: string;
  period(from: string, to: string): string;
  nothing: string;
  question: Record<"money" | "promises" | "conduct", string>;
  caption(question: string, currency: string): string;
  column: Record<Counted | Summed | "recovery", string>;
  unnamed: string;
  total: string;
  meaning: string;
  save: string;
  print: string;
}
