// What is printed, as Chromium's own PDF: page breaks, repeated heads, nothing cut off.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { settled, stage, visit } from "./parley.mjs";

const set = stage();

/** The pages of a PDF, each with its size and the places of its words. */
function pagesOf(pdf) {
  const text = execFileSync(process.env.PARLEY_PDFTOTEXT || "pdftotext", ["-bbox", "-", "-"], { input: pdf, encoding: "utf8", maxBuffer: 1 << 26 });
  const entity = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" };
  return text.split("<page ").slice(1).map((page) => {
    const number = (name, from) => Number(new RegExp(`${name}="([\\d.-]+)"`).exec(from)[1]);
    const words = [...page.matchAll(/<word ([^>]*)>(.*?)<\/word>/g)].map(([, place, word]) => ({
      word: word.replace(/&\w+;/g, (each) => entity[each] ?? each),
      left: number("xMin", place), right: number("xMax", place), top: number("yMin", place), bottom: number("yMax", place),
    }));
    return { wide: number("width", page), tall: number("height", page), words };
  });
}

/** The words of a page as lines, each from left to right. */
function linesOf({ words }) {
  const lines = [];
  for (const word of [...words].sort((one, other) => one.top + one.bottom - other.top - other.bottom)) {
    const line = lines.at(-1);
    if (line && Math.abs(line[0].top + line[0].bottom - word.top - word.bottom) < 6) line.push(word);
    else lines.push([word]);
  }
  return lines.map((line) => line.sort((one, other) => one.left - other.left).map(({ word }) => word).join("").replace(/\s/g, ""));
}

for (const [language, head] of [["en", "Still owed"], ["zh-CN", "剩余"]]) {
  for (const format of ["A4", "Letter"]) {
    test(`${language}, ${format}: a plan of 60 payments is printed whole, its head on every page of the table`, async () => {
      const { page, close } = await visit(set.browser, set.server.url, { language });
      await page.locator("#count").fill("60");
      await settled(page);
      const rows = await page.locator(".payments tbody tr").evaluateAll((all) => all.map((row) => row.textContent.replace(/\s/g, "")));
      const headline = await page.locator(".headline strong").textContent();
      const pdf = await page.pdf({ format, margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
      const pages = pagesOf(pdf);
      assert.ok(pages.length >= 2 && pages.length <= 7, `${pages.length} pages`);
      const lines = pages.map(linesOf);
      const whole = lines.flat();
      for (const row of rows) assert.equal(whole.filter((line) => line === row).length, 1, row);
      assert.ok(whole.some((line) => line.startsWith(headline.replace(/\s/g, ""))));
      const margin = 15 / 25.4 * 72 - 1;
      const line = 6; // points by which the box of a Chinese font reaches beyond its signs
      for (const [n, { wide, tall, words }] of pages.entries()) {
        for (const { word, left, right, top, bottom } of words) {
          assert.ok(left >= margin && right <= wide - margin && top >= margin - line && bottom <= tall - margin + line, `page ${n + 1}: ${word} at ${left}, ${top}`);
        }
        if (lines[n].some((line) => rows.includes(line))) assert.ok(lines[n].some((line) => line.endsWith(head.replace(/\s/g, ""))), `page ${n + 1} has rows without their head`);
      }
      // The chart's last label is whole: the drawing fits the paper.
      assert.ok(whole.some((line) => line.endsWith(language === "en" ? "Nov2031" : "2031年11月")), "the dates of the chart");
      await close();
    });
  }

  test(`${language}: what was found of an offer is printed, and what was typed is not`, async () => {
    const { page, close } = await visit(set.browser, `${set.server.url}/check`, { language, ready: "#caller-title" });
    await page.locator(".example button").click();
    await page.locator("#offer-result").waitFor();
    const told = await page.locator("#result .checks p:first-of-type").allTextContents();
    const pages = pagesOf(await page.pdf({ format: "A4" }));
    const whole = pages.flatMap(linesOf).join("");
    for (const text of told) assert.ok(whole.includes(text.replace(/\s/g, "")), text);
    assert.ok(!whole.includes((await page.locator("#demand-title").textContent()).replace(/\s/g, "")));
    for (const { wide, words } of pages) for (const { word, left, right } of words) assert.ok(left >= 0 && right <= wide, word);
    await close();
  });
}
