// What the document says in which one sum is shared among several debts.

import type { Route, Sharing } from "../../../wasm/npm/types.ts";
import type { Language } from "../words/words.ts";

export interface ShareWords {
  title: string;
  tagline: string;
  text: string;
  example: string;
  exampleNames: readonly [string, string, string];
  monthly: string;
  debts: string;
  debt: (n: number) => string;
  name: string;
  balance: string;
  rate: string;
  minimum: string;
  first: string;
  add: string;
  remove: (name: string) => string;
  resultTitle: string;
  needs: string;
  summary: (monthly: string, owed: string) => string;
  short: (sum: string) => string;
  order: string;
  way: Record<Sharing, string>;
  wayText: Record<Sharing, string>;
  whole: string;
  firstMonth: (sum: string) => string;
  doneIn: (months: number) => string;
  never: string;
  interestInAll: (sum: string) => string;
  comma: string;
  nothing: string;
  route: Record<Route, string>;
}

const en: ShareWords = {
  title: "Several debts",
  tagline: "One sum a month, and four ways to share it",
  text: "Say what you can pay a month for all of your debts together, and what the debts are. You see what each would get, and until when. Nothing is sent anywhere.",
  example: "Look at an example",
  exampleNames: ["Card", "Loan", "Rent"],
  monthly: "For all debts together, a month",
  debts: "Your debts",
  debt: (n) => `Debt ${n}`,
  name: "What you call it",
  balance: "Owed",
  rate: "Interest a year %",
  minimum: "At least a month",
  first: "This one comes first for me, such as rent, energy or family",
  add: "Add a debt",
  remove: (name) => `Remove ${name}`,
  resultTitle: "Four ways to share it",
  needs: "Enter what you can pay a month and what is owed on at least one debt.",
  summary: (monthly, owed) => `${monthly} a month for ${owed} in all.`,
  short: (sum) => `The least payments of the first month are ${sum} more than that. Ask the lenders for lower ones before you promise anything.`,
  order: "The order says nothing about which is better, and none is chosen for you.",
  way: { pro_rata: "In proportion", priority: "What comes first for me", smallest_first: "Smallest first", dearest_first: "Dearest first" },
  wayText: {
    pro_rata: "Each debt gets the part that it is of all: every lender is treated alike.",
    priority: "What you marked as first is paid first.",
    smallest_first: "The smallest debt goes first, so that there are soon fewer.",
    dearest_first: "The debt with the highest interest goes first.",
  },
  whole: "In all",
  firstMonth: (sum) => `${sum} in the first month`,
  doneIn: (months) => (months === 1 ? "paid off in month 1" : `paid off in month ${months}`),
  never: "not paid off within 600 months",
  interestInAll: (sum) => `${sum} of interest`,
  comma: ", ",
  nothing: "There is nothing to share. There are other ways:",
  route: { free_advice: "Free debt advice", hardship_terms: "Terms for people in hardship", payment_pause: "A pause of payments", token_payment: "A token payment" },
};

const zh: ShareWords = {
  title: "几笔债一起还",
  tagline: "每月一笔钱，四种分法",
  text: "填写您每月总共能拿出多少来还债，以及有哪几笔债，就能看到每笔债分到多少、还到什么时候。不会发送任何内容。",
  example: "看一个示例",
  exampleNames: ["信用卡", "消费贷", "房租"],
  monthly: "每月用来还全部债务的钱",
  debts: "您的债务",
  debt: (n) => `第 ${n} 笔债`,
  name: "您怎么称呼它",
  balance: "欠款",
  rate: "年利率 %",
  minimum: "每月至少还",
  first: "这一笔对我最要紧，例如房租、水电或家人",
  add: "添加一笔",
  remove: (name) => `删除${name}`,
  resultTitle: "四种分法",
  needs: "请填写每月能还多少，以及至少一笔债的欠款。",
  summary: (monthly, owed) => `每月 ${monthly}，欠款共 ${owed}。`,
  short: (sum) => `第一个月各笔债的最低还款比这笔钱多 ${sum}。在答应任何事之前，请先请对方降低最低还款。`,
  order: "排列次序不代表优劣，也没有替您选定。",
  way: { pro_rata: "按比例分", priority: "要紧的先还", smallest_first: "小的先还", dearest_first: "利率高的先还" },
  wayText: {
    pro_rata: "每笔债按它占全部欠款的比例分得，对各家一视同仁。",
    priority: "您标为最要紧的先还。",
    smallest_first: "最小的一笔先还，债务的笔数很快就会减少。",
    dearest_first: "利率最高的一笔先还。",
  },
  whole: "合计",
  firstMonth: (sum) => `第一个月 ${sum}`,
  doneIn: (months) => `第 ${months} 个月还清`,
  never: "600 个月内还不清",
  interestInAll: (sum) => `利息 ${sum}`,
  comma: "，",
  nothing: "没有可以分配的钱。还有别的办法：",
  route: { free_advice: "免费债务咨询", hardship_terms: "困难客户方案", payment_pause: "暂停还款", token_payment: "象征性还款" },
};

export const words: Record<Language, ShareWords> = { en, "zh-CN": zh };
