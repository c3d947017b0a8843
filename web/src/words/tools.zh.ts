import type { ToolWords } from "./tools.ts";

export const tools: ToolWords = {
  views: "另一个页面",
  view: { plan: "制定还款方案", check: "核对催款或报价", share: "几笔债一起还" },
  beside: "在新页面打开",

  title: "整张表单",
  edits: "撤销与重做",
  undo: "撤销",
  redo: "重做",
  keepTitle: "保存或转发",

  linkTitle: "带有您数字的链接",
  linkText: "链接里有表单中的数字，没有姓名和账号。数字就在链接本身，不会到达任何服务器。拿到链接的人都能看到。",
  linkMake: "生成链接",
  linkCopy: "复制",
  linkCopied: "链接已复制。",
  linkTooLong: "表单内容太多，放不进链接。",

  saveTitle: "保存在这台设备上",
  saveText: "只有您愿意时才保存，而且只存在这个浏览器里。多人共用的设备上最好不要保存。",
  save: "在本机保存我的数字",
  forget: "忘掉这台设备上的一切",
  saving: {
    off: "您的数字没有保存，关闭页面后就没有了。",
    on: "您的数字保存在这台设备上，每次修改都会更新。",
    refused: "这个浏览器不允许页面保存内容。",
    forgotten: "这台设备上不再保存任何内容。眼前的数字在关闭页面后就没有了。",
  },

  arrivedTitle: "链接带来了这些数字",
  arrivedText: "请先看一看，这样的链接任何人都能做。您确认之前，不会使用其中任何内容。",
  arrivedOlder: "这个链接由本页较早的版本生成，有些内容可能缺失。",
  useArrived: "使用这些数字",
  dropArrived: "不使用",
  arrivedFault: "无法读取这个链接",
  fault: {
    newer: "它由本页较新的版本生成。请关闭本页的所有窗口，重新打开本页，再打开一次链接。",
    damaged: "链接不完整，或者在传送中被改动。请对方重新发送，或者自己填写数字。",
  },
  close: "关闭",

  xlsx: "存为 Excel",
};
