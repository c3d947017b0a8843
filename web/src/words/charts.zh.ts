import type { ChartWords } from "./charts.ts";

export const charts: ChartWords = {
  colon: "：",
  cursor: "移动查看",
  table: "用表格查看",
  at: (where, told) => `${where}：${told}`,
  apart: "；",

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
  assumed: (source) => `“一直不还”按同类合约通常的约定推算（${source}），您的合约可能不同。`,
  minimum: "信用卡最低还款占欠款的 %（选填）",
  more: "更多图表",

  stackTitle: "每一期由什么构成",
  stackSummary: (parts) => `第一期包含${parts}。`,
  payment: "应还",
  paying: (amount) => `应还 ${amount}`,
  part: { principal: "欠款", interest: "利息", fees: "费用" },
  partOf: { principal: (amount) => `欠款 ${amount}`, interest: (amount) => `利息 ${amount}`, fees: (amount) => `费用 ${amount}` },

  fallTitle: "从欠款到还款（条形图）",
  fallSummary: (owed, paid) => `欠 ${owed}，总共还 ${paid}。`,
  step: "步骤",
  amount: "金额",
};
