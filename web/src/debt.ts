// What a debt is made of, and the currencies that the page offers.

import type { Component, Currency } from "../../wasm/npm/types.ts";

export const components = ["principal", "interest", "penalty", "compound", "fees", "costs"] as const satisfies readonly Component[];

export const currencies = ["CNY", "USD", "EUR", "GBP", "INR", "JPY", "KWD", "HKD"] as const satisfies readonly Currency[];
