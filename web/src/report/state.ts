// What the document knows: the key, the period, and the report that was read.

import { batch, computed, signal } from "@preact/signals";
import { today } from "../day.ts";
import { language } from "../language.ts";
import { ask, type Refused } from "../service.ts";
import type { Language } from "../words/words.ts";
import { en } from "./words/en.ts";
import type { ReportWords } from "./words/words.ts";
import { zh } from "./words/zh.ts";

const words: Record<Language, ReportWords> = { en, "zh-CN": zh };
export const say = computed(() => words[language.value]);

export type By = "tier" | "collector" | "month";
export const ways: readonly By[] = ["month", "collector", "tier"];

/** What is counted, and what is summed, in the words of the server. */
export type Counted = "negotiations" | "offers" | "agreements" | "promises" | "kept" | "partial" | "missed" | "open" | "contacts" | "reviews" | "walls" | "disputes" | "complaints";
export type Summed = "agreed" | "waived" | "collected" | "received" | "promised" | "paid";
export type Row = Record<Counted, number> & Record<Summed, string> & { group: string; currency: string; recovery?: string };
export interface Report { from: string; to: string; by: By; rows: Row[]; totals: Row[] }

export const key = signal("");
export const from = signal(`${today().slice(0, 8)}01`);
export const to = signal(today());
export const by = signal<By>("month");
export const report = signal<Report | undefined>(undefined);
export const refused = signal<Refused | undefined>(undefined);
export const busy = signal(false);

const asked = (by: string, from: string, to: string) => `report?${new URLSearchParams({ from, to, by })}`;

export async function read() {
  busy.value = true;
  const reply = await ask<Report>(key.value, asked(by.value, from.value, to.value));
  batch(() => {
    busy.value = false;
    refused.value = reply.refused;
    if (reply.answer) report.value = reply.answer;
  });
}

/** The report that is shown, for a spreadsheet. */
export async function table(): Promise<string | undefined> {
  const shown = report.value!;
  const reply = await ask<string>(key.value, asked(shown.by, shown.from, shown.to), { accept: "text/csv" });
  refused.value = reply.refused;
  return reply.answer;
}

/** Forgets the key and everything that was read with it. */
export const leave = () =>
  batch(() => {
    key.value = "";
    report.value = refused.value = undefined;
  });
