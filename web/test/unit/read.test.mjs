import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../source.mjs";

const { readAmount, readCount, readPercent, shift } = await source("src/read.ts");

const amounts = [
  // typed, strict
  ["1234.50", "1234.50"],
  ["1,234.50", "1234.50"],
  ["１２３４．５０", "1234.50"],
  ["１，２３４．５０", "1234.50"],
  ["1 234.50", "1234.50"],
  ["1\u00a0234.50", "1234.50"],
  ["1'234.50", "1234.50"],
  ["¥1,234.50", "1234.50"],
  ["￥1234.50", "1234.50"],
  ["1234.50元", "1234.50"],
  ["人民币 1,234.50 元", "1234.50"],
  ["CNY 1,234.50", "1234.50"],
  ["1,234.50 EUR", "1234.50"],
  ["$12", "12"],
  ["1000。50", "1000.50"],
  ["1.2万", "12000"],
  ["1.23456万", "12345.6"],
  ["12万元", "120000"],
  ["0.5亿", "50000000"],
  ["3千", "3000"],
  ["1,20,000.00", "120000.00"], // groups as India writes them
  ["1,2000.00", "12000.00"], // groups of four digits
  ["007", "7"],
  [".5", "0.5"],
  ["5.", "5"],
  ["+5", "5"],
  ["-5", "-5"],
  ["0", "0"],
  ["999999999999999.99", "999999999999999.99"], // more than a JavaScript number holds
];

for (const [typed, strict] of amounts) {
  test(`the amount ${typed} is read as ${strict}`, () => {
    assert.deepEqual(readAmount(typed), { strict, understood: true });
  });
}

for (const typed of ["abc", "1,50", "1.234,56", "1e5", "12-3", "1.2.3", "万", "", "½万", "--5", "1万2"]) {
  test(`"${typed}" is no amount and reaches the engine as it is`, () => {
    assert.deepEqual(readAmount(typed), { strict: typed, understood: false });
  });
}

const percents = [
  ["100", "1"],
  ["50", "0.5"],
  ["12.5%", "0.125"],
  ["１２．５％", "0.125"],
  ["0.05", "0.0005"],
  ["5", "0.05"],
  ["0", "0"],
  ["150", "1.5"],
];

for (const [typed, strict] of percents) {
  test(`${typed} percent is the fraction ${strict}`, () => {
    assert.deepEqual(readPercent(typed), { strict, understood: true });
  });
}

for (const [typed, strict] of [["24", "24"], ["２４", "24"], ["24期", "24"], ["24 个月", "24"], ["24 months", "24"], ["024", "24"]]) {
  test(`the count ${typed} is read as ${strict}`, () => assert.deepEqual(readCount(typed), { strict, understood: true }));
}

for (const typed of ["2.5", "two", "-3", "1e3"]) {
  test(`"${typed}" is no count`, () => assert.equal(readCount(typed).understood, false));
}

test("moving the point there and back gives the same number", () => {
  for (const number of ["0.1", "12.34", "1", "100", "0.0005", "99999999999999.99"]) {
    for (const places of [1, 2, 4, 8]) {
      const back = shift(shift(number, places), -places);
      assert.equal(back, number, `${number} by ${places}`);
    }
  }
});
