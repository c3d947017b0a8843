import type { ChartWords } from "./charts.ts";

export const charts: ChartWords = {
  colon: ": ",
  cursor: "move along",
  table: "The chart as a table",
  at: (where, told) => `${where}: ${told}`,
  apart: "; ",

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
  assumed: (source) => `The line without payment is worked out with the terms that are usual in such contracts (${source}). Yours may differ.`,
  minimum: "Minimum payment of the card, in % of what is owed (optional)",
  more: "More charts",

  stackTitle: "What each payment is made of",
  stackSummary: (parts) => `The first payment holds ${parts}.`,
  payment: "Payment",
  paying: (amount) => `you pay ${amount}`,
  part: { principal: "Debt", interest: "Interest", fees: "Fees" },
  partOf: { principal: (amount) => `${amount} of the debt`, interest: (amount) => `${amount} of interest`, fees: (amount) => `${amount} of fees` },

  fallTitle: "From what you owe to what you pay, in bars",
  fallSummary: (owed, paid) => `You owe ${owed} and pay ${paid} in all.`,
  step: "Step",
  amount: "Amount",
};
