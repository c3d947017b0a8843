// What the scatter of deals says, beside the words of every chart. It has a file of
// its own because the borrower's document, which has no such chart, need not carry it.

import type { FairRule } from "../../../wasm/npm/types.ts";
import type { Language } from "../words/words.ts";

export interface DealWords {
  dealsTitle: string;
  dealsSummary: (count: number, best: string, least: string) => string;
  dealHead: string;
  deal: (count: number, amount: string, last: string) => string;
  dealPaid: (paid: string) => string;
  dealGain: (gain: string) => string;
  dealLoss: (loss: string) => string;
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

const en: DealWords = {
  dealsTitle: "Plans that both sides could sign",
  dealsSummary: (count, best, least) => `Along ${count} plans the creditor’s gain goes from ${best} down to ${least}, and each is lighter for the borrower than the one before.`,
  dealHead: "Plan",
  deal: (count, amount, last) => `${count} × ${amount}, until ${last}`,
  dealPaid: (paid) => `${paid} paid in all`,
  dealGain: (gain) => `worth ${gain} more to the creditor than no agreement`,
  dealLoss: (loss) => `worth ${loss} less to the creditor than no agreement`,
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

const zh: DealWords = {
  dealsTitle: "双方都能接受的方案",
  dealsSummary: (count, best, least) => `共 ${count} 个方案，债权人的收益从 ${best} 递减到 ${least}，对借款人则一个比一个轻松。`,
  dealHead: "方案",
  deal: (count, amount, last) => `${count} 期，每期 ${amount}，到 ${last}`,
  dealPaid: (paid) => `总共还 ${paid}`,
  dealGain: (gain) => `债权人比不达成协议多得 ${gain}`,
  dealLoss: (loss) => `债权人比不达成协议少得 ${loss}`,
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

export const dealWords: Record<Language, DealWords> = { en, "zh-CN": zh };
