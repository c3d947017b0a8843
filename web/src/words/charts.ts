// The words of the charts, in both languages.

import type { FairRule } from "../../../wasm/npm/types.ts";
import type { Language } from "./words.ts";

type CourseKind = "plan" | "nothing" | "minimum";
type Part = "principal" | "interest" | "fees";

export interface ChartWords {
  colon: string;
  cursor: string;
  table: string;
  /** A row as a sentence: where the cursor is, and what holds there. */
  at: (where: string, told: readonly string[]) => string;
  listed: (parts: readonly string[]) => string;

  balanceTitle: string;
  balanceStart: (start: string, from: string) => string;
  balanceCleared: (date: string) => string;
  balanceLeft: (left: string, date: string) => string;
  course: Record<CourseKind, string>;
  owing: Record<CourseKind, (balance: string) => string>;
  still: (balance: string) => string;
  /** What the line of doing nothing rests on. */
  assumed: string;

  stackTitle: string;
  stackSummary: (parts: string) => string;
  payment: string;
  paying: (amount: string) => string;
  part: Record<Part, string>;
  partOf: Record<Part, (amount: string) => string>;

  fallTitle: string;
  fallSummary: (owed: string, paid: string) => string;
  step: string;
  amount: string;

  dealsTitle: string;
  dealsSummary: (count: number, best: string, least: string) => string;
  dealHead: string;
  deal: (count: number, amount: string, last: string) => string;
  dealPaid: (paid: string) => string;
  dealGain: (gain: string) => string;
  dealComfort: (comfort: string) => string;
  waived: string;
  paid: string;
  gain: string;
  comfort: string;
  frontier: string;
  zone: string;
  fair: string;
  rule: Record<FairRule, string>;
}

const en: ChartWords = {
  colon: ": ",
  cursor: "move along",
  table: "The chart as a table",
  at: (where, told) => `${where}: ${told.join("; ")}`,
  listed: (parts) => new Intl.ListFormat("en").format(parts),

  balanceTitle: "What you still owe over time",
  balanceStart: (start, from) => `It begins at ${start} on ${from}`,
  balanceCleared: (date) => ` and is cleared on ${date}.`,
  balanceLeft: (left, date) => `, and ${left} is left on ${date}.`,
  course: { plan: "With this plan", nothing: "If nothing is paid", minimum: "With the minimum only" },
  owing: {
    plan: (balance) => `${balance} still owed with this plan`,
    nothing: (balance) => `${balance} if nothing is paid`,
    minimum: (balance) => `${balance} with the minimum only`,
  },
  still: (balance) => `${balance} still owed`,
  assumed: "The line without payment is worked out with the rate that is usual in card contracts. Yours may differ.",

  stackTitle: "What each payment is made of",
  stackSummary: (parts) => `The first payment holds ${parts}.`,
  payment: "Payment",
  paying: (amount) => `you pay ${amount}`,
  part: { principal: "Debt", interest: "Interest", fees: "Fees" },
  partOf: { principal: (amount) => `${amount} of the debt`, interest: (amount) => `${amount} of interest`, fees: (amount) => `${amount} of fees` },

  fallTitle: "From what you owe to what you pay",
  fallSummary: (owed, paid) => `You owe ${owed} and pay ${paid} in all.`,
  step: "Step",
  amount: "Amount",

  dealsTitle: "Plans that both sides could sign",
  dealsSummary: (count, best, least) => `Along ${count} plans the creditor’s gain goes from ${best} down to ${least}, and each is lighter for the borrower than the one before.`,
  dealHead: "Plan",
  deal: (count, amount, last) => `${count} × ${amount}, until ${last}`,
  dealPaid: (paid) => `${paid} paid in all`,
  dealGain: (gain) => `worth ${gain} more to the creditor than no agreement`,
  dealComfort: (comfort) => `${comfort} lighter for the borrower`,
  waived: "Waived",
  paid: "Paid in all",
  gain: "Gain of the creditor",
  comfort: "Lighter for the borrower",
  frontier: "Neither side gains without the other",
  zone: "Both sides could sign",
  fair: "Well-known rules of division",
  rule: { nash: "Largest product of gains", kalai_smorodinsky: "Equal share of the most", egalitarian: "Equal gain in money" },
};

const zh: ChartWords = {
  colon: "：",
  cursor: "移动查看",
  table: "用表格查看",
  at: (where, told) => `${where}：${told.join("；")}`,
  listed: (parts) => parts.join("、"),

  balanceTitle: "欠款余额的变化",
  balanceStart: (start, from) => `从 ${from}的 ${start} 开始，`,
  balanceCleared: (date) => `到 ${date}还清。`,
  balanceLeft: (left, date) => `到 ${date}还剩 ${left}。`,
  course: { plan: "按这个方案", nothing: "一直不还", minimum: "只还最低" },
  owing: {
    plan: (balance) => `按这个方案还欠 ${balance}`,
    nothing: (balance) => `一直不还欠 ${balance}`,
    minimum: (balance) => `只还最低欠 ${balance}`,
  },
  still: (balance) => `还欠 ${balance}`,
  assumed: "“一直不还”按信用卡合约通常的利率推算，您的合约可能不同。",

  stackTitle: "每一期由什么构成",
  stackSummary: (parts) => `第一期包含${parts}。`,
  payment: "应还",
  paying: (amount) => `应还 ${amount}`,
  part: { principal: "欠款", interest: "利息", fees: "费用" },
  partOf: { principal: (amount) => `欠款 ${amount}`, interest: (amount) => `利息 ${amount}`, fees: (amount) => `费用 ${amount}` },

  fallTitle: "从欠款到还款",
  fallSummary: (owed, paid) => `欠 ${owed}，总共还 ${paid}。`,
  step: "步骤",
  amount: "金额",

  dealsTitle: "双方都能接受的方案",
  dealsSummary: (count, best, least) => `共 ${count} 个方案，债权人的收益从 ${best} 递减到 ${least}，对借款人则一个比一个轻松。`,
  dealHead: "方案",
  deal: (count, amount, last) => `${count} 期，每期 ${amount}，到 ${last}`,
  dealPaid: (paid) => `总共还 ${paid}`,
  dealGain: (gain) => `债权人比不达成协议多得 ${gain}`,
  dealComfort: (comfort) => `对借款人轻松 ${comfort}`,
  waived: "减免",
  paid: "总共还",
  gain: "债权人的收益",
  comfort: "对借款人轻松多少",
  frontier: "不损一方就不能再利另一方",
  zone: "双方都能接受",
  fair: "常见的分配规则",
  rule: { nash: "收益之积最大", kalai_smorodinsky: "各得最大收益的同一比例", egalitarian: "收益金额相等" },
};

export const chartWords: Record<Language, ChartWords> = { en, "zh-CN": zh };
