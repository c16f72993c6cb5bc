import { noun, plainly } from "@/lib/core/noun";
import { forgetQuotesJob } from "./forget-quotes";
import { listQuotes } from "./list-quotes";
import { markQuote } from "./mark-quote";
import { requestQuote } from "./request-quote";

export const quotes = noun({
  name: "quotes",
  ids: { quo: "request for a quote" },
  events: plainly("quote.requested"),
  jobs: [forgetQuotesJob],
  operations: [listQuotes, markQuote, requestQuote],
});
