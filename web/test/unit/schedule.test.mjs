import assert from "node:assert/strict";
import { test } from "node:test";
import { random, text } from "../random.mjs";
import { source } from "../source.mjs";

const { readSchedule } = await source("src/check/schedule.ts");

const row = (due, amount, principal, interest, balance) => ({ due, amount, principal, interest, balance });
const two = [row("2026-12-20", "1249.69", "1249.69", "0.00", "28742.81"), row("2027-01-20", "1249.69", "1200.00", "49.69", "27542.81")];

const pasted = {
  "lines of a letter": "1  2026-12-20  1,249.69  1,249.69  0.00  28,742.81\n2  2027-01-20  1,249.69  1,200.00  49.69  27,542.81",
  "cells of a spreadsheet": "期\t日期\t应还\t本金\t利息\t余额\r\n1\t2026-12-20\t1,249.69\t1,249.69\t0.00\t28,742.81\r\n2\t2027-01-20\t1,249.69\t1,200.00\t49.69\t27,542.81\r\n",
  "plain CSV": "n,date,amount,principal,interest,balance\n1,2026-12-20,1249.69,1249.69,0.00,28742.81\n2,2027-01-20,1249.69,1200.00,49.69,27542.81",
  "CSV with quotes": '"2026-12-20","1,249.69","1,249.69","0.00","28,742.81"\n"2027-01-20","1,249.69","1,200.00","49.69","27,542.81"',
  "Chinese dates, signs and full-width digits": "２０２６年１２月２０日　¥１，２４９．６９　¥1,249.69　¥0.00　¥28,742.81\n2027年1月20日 1,249.69元 1,200.00元 49.69元 27,542.81元",
  "dates without marks": "20261220 1249.69 1249.69 0.00 28742.81\n20270120 1249.69 1200.00 49.69 27542.81",
  "columns in another order, as the head says": "Date;Balance;Interest;Principal;Amount\n2026/12/20;28,742.81;0.00;1,249.69;1,249.69\n2027/1/20;27,542.81;49.69;1,200.00;1,249.69",
};

for (const [what, lines] of Object.entries(pasted)) {
  test(`a schedule as ${what} is read`, () => {
    const { rows, unread } = readSchedule(lines);
    assert.deepEqual(rows, two);
    assert.deepEqual(unread, []);
  });
}

test("amounts alone, with a balance, and with fees are told apart by their number", () => {
  assert.deepEqual(readSchedule("2026-12-20 100").rows, [{ due: "2026-12-20", amount: "100" }]);
  assert.deepEqual(readSchedule("2026-12-20 100 900").rows, [{ due: "2026-12-20", amount: "100", balance: "900" }]);
  assert.deepEqual(readSchedule("2026-12-20 100 90 8 2 900").rows, [{ due: "2026-12-20", amount: "100", principal: "90", interest: "8", fees: "2", balance: "900" }]);
});

test("the page's own CSV is read back", () => {
  const { rows } = readSchedule("No.,Date,Pay (CNY),Debt (CNY),Interest (CNY),Still owed (CNY)\r\n1,2026-12-20,1249.69,1249.69,0.00,28742.81\r\n");
  assert.deepEqual(rows, [two[0]]);
});

test("lines that were not understood are named, and empty ones are not", () => {
  const { rows, unread } = readSchedule("Your plan\n\n2026-12-20 100\nsecond payment to follow\n2027-01-20\n2027-02-20 1 2 3 4 5 6 7");
  assert.equal(rows.length, 1);
  assert.deepEqual(unread, [1, 4, 5, 6]);
});

test("nothing that is pasted takes long, throws, or makes more rows than the engine takes", () => {
  for (let seed = 0; seed < 300; seed++) {
    const next = random(seed);
    const lines = Array.from({ length: next(6) }, () => `${text(next)}2026-12-20${text(next, 20)}`).join("\n");
    for (const each of readSchedule(lines).rows) for (const value of Object.values(each)) assert.equal(typeof value, "string");
  }
  const long = readSchedule("2026-12-20 100\n".repeat(2000));
  assert.deepEqual([long.rows.length, long.unread[0]], [600, 601]);
  assert.deepEqual(readSchedule("1,".repeat(500_000)).rows, []);
  assert.deepEqual(readSchedule("2026-12-20 " + "1".repeat(200_000)).rows.length, 1);
});
