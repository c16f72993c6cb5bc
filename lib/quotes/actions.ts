"use server";

import { platformAction } from "@/lib/entry/action";
import { requestQuote } from "./request-quote";

export const requestQuoteAction = platformAction(requestQuote, { redirectTo: "/quote?sent=1" });
export const requestQuoteHereAction = platformAction(requestQuote, {
  redirectTo: "/settings/billing/quote?sent=1",
});
