import type { ToolWords } from "./tools.ts";

export const tools: ToolWords = {
  views: "The other page",
  view: { plan: "Work out a plan", check: "Check a demand or an offer", share: "Share a sum among several debts" },
  beside: "opens beside this page",

  title: "The form as a whole",
  edits: "Undo and redo",
  undo: "Undo",
  redo: "Redo",
  keepTitle: "Keep or pass on",

  linkTitle: "A link with your figures",
  linkText: "The link holds the figures of the form, and no name or account number. They are in the link itself and reach no server. Whoever has the link can read them.",
  linkMake: "Make a link",
  linkCopy: "Copy",
  linkCopied: "The link is copied.",
  linkTooLong: "The form holds more than fits into a link.",

  saveTitle: "On this device",
  saveText: "Your figures are kept only if you want it, in this browser only. On a device that others use, better not.",
  save: "Keep my figures here",
  forget: "Forget everything on this device",
  saving: {
    off: "Your figures are not kept. They are gone when you close the page.",
    on: "Your figures are kept on this device, with every change.",
    refused: "This browser does not let the page keep anything.",
    forgotten: "Nothing is kept on this device any more. The figures in front of you are gone when you close the page.",
  },

  arrivedTitle: "A link brought these figures",
  arrivedText: "Please look at them first: anybody can make such a link. Nothing of it is used until you say so.",
  arrivedOlder: "The link was made by an older version of this page. Some entries may be missing.",
  useArrived: "Use these figures",
  dropArrived: "Leave them",
  arrivedFault: "The link could not be read",
  fault: {
    newer: "It was made by a newer version of this page. Close this page everywhere, open it again, and then open the link once more.",
    damaged: "It is not whole, or it was changed on the way. Ask for it to be sent again, or enter the figures yourself.",
  },
  close: "Close",

  xlsx: "Save for Excel",
};
