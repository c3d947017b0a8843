// The documents: each has a script and a style of its own, named like it, and the texts
// that stand in it before its script has come. shared says whether it takes the
// borrower's style; what is without the engine is computed where it is kept.

const calculation = { zhNeeds: "计算", enNeeds: "The calculation" };
const itself = { zhNeeds: "这个页面", enNeeds: "This page" };

export const documents = [
  { file: "index.html", template: "page.html", script: "page", entry: "src/borrower/main.tsx", shared: true, engine: true },
  {
    file: "check.html", script: "check", entry: "src/check/main.tsx", own: "style/check.css", shared: true, engine: true, ...calculation,
    title: "核对催款或报价 · Parley 协商", zh: "核对催款或报价", en: "Check a demand or an offer",
    about: "核对催款数字和还款报价，看一年的真实成本。Check what you are said to owe, and what an offer costs.",
  },
  {
    file: "share.html", script: "share", entry: "src/share/main.tsx", own: "style/share.css", shared: true, engine: true, ...calculation,
    title: "几笔债一起还 · Parley 协商", zh: "几笔债一起还", en: "Several debts",
    about: "一笔钱还几笔债，四种分法并排比较。One sum for several debts: four ways to share it, side by side.",
  },
  {
    file: "collector.html", script: "collector", entry: "src/collector/main.tsx", own: "collector.css", shared: false, engine: true, ...calculation,
    title: "Parley 协商台", zh: "Parley 协商台", en: "Parley desk",
    about: "Parley 协商台：在授权范围内准备还款方案。Prepare repayment plans within a mandate.",
  },
  {
    file: "offer.html", script: "offer", entry: "src/offer/main.tsx", own: "style/offer.css", shared: false, engine: true, zhNeeds: "核验", enNeeds: "The check",
    title: "核验还款方案 · Parley 协商", zh: "核验还款方案", en: "Check an offer you received",
    about: "核验收到的还款方案：谁签的、给谁的、有没有被改过。Check an offer you received: who signed it, for whom, and whether it was changed.",
  },
  {
    file: "records.html", script: "records", entry: "src/records/main.tsx", own: "style/records.css", shared: false, engine: false, ...itself,
    title: "协商记录 · Parley 协商", zh: "协商记录", en: "Negotiations on record",
    about: "留存协商记录：报价、还价、约定与每一次还款。Negotiations on record: offers, answers, promises and payments.",
  },
  {
    file: "report.html", script: "report", entry: "src/report/main.tsx", own: "style/report.css", shared: false, engine: false, ...itself,
    title: "催收报表 · Parley 协商", zh: "催收报表", en: "Report",
    about: "按方案、催收员和月份汇总：回收、承诺履行与投诉。Recovery, promises kept and complaints, by tier, collector and month.",
  },
];
