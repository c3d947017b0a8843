// What is said about signing an offer, in both languages.

import type { RefusalWords } from "../../service.ts";
import type { Language } from "../../words/words.ts";

export interface SigningWords extends RefusalWords {
  title: string;
  text: (host: string) => string;
  audience: string;
  key: string;
  needs: string;
  zone: (zone: string) => string;
  sign: string;
  stale: string;
  markTitle: string;
  markText: string;
  markAlt: string;
}

export const signing: Record<Language, SigningWords> = {
  en: {
    title: "Sign the offer",
    text: (host) => `The borrower can then check who made it, without a network. For this the plan, the reference and the name go to ${host} with your key; nothing else on this desk does.`,
    audience: "For whom",
    key: "Key with the scope offer",
    needs: "Fill in the debt's reference and the deadline above first.",
    zone: (zone) => `The deadline is the end of that day in ${zone}.`,
    sign: "Sign",
    stale: "The offer has changed since it was signed: sign it again.",
    noAnswer: "The server does not answer. Try again.",
    refusal: {
      credential_refused: "This key is not valid here.", scope_missing: "This key may not sign offers.", signer_missing: "No signing key was made for you yet: ask the operator.",
      not_found: "This server signs no offers.", date_order: "The deadline is over, or after the day on which the first money is due.",
    },
    refusedOther: "The server did not sign this.",
    markTitle: "Check that this offer is genuine",
    markText: "Point a phone's camera at the code, or open the link. The page says who signed, for whom, until when, and whether one character was changed.",
    markAlt: "QR code of the signed offer",
  },
  "zh-CN": {
    title: "签署方案",
    text: (host) => `签署后，借款人不用联网也能核验方案出自谁。为此，方案、债务编号和姓名会连同您的密钥发往 ${host}；工作台上的其他内容都不会发出。`,
    audience: "给谁",
    key: "密钥（权限 offer）",
    needs: "请先在上面填写债务编号和有效期。",
    zone: (zone) => `有效期到当天结束为止（${zone}）。`,
    sign: "签署",
    stale: "签署之后方案有变动，请重新签署。",
    noAnswer: "服务器没有应答，请再试。",
    refusal: {
      credential_refused: "这个密钥在这里无效。", scope_missing: "这个密钥没有签署方案的权限。", signer_missing: "还没有为您生成签名密钥，请联系运维人员。",
      not_found: "这台服务器不签署方案。", date_order: "有效期已过，或晚于第一笔款项的到期日。",
    },
    refusedOther: "服务器没有签署。",
    markTitle: "核验这份方案的真伪",
    markText: "用手机相机对准二维码，或打开链接。页面会说明由谁签署、给谁、有效到何时，以及有没有改动过一个字符。",
    markAlt: "已签署方案的二维码",
  },
};
