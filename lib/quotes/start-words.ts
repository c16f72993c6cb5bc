import type { quoteStarts } from "@/db/schema/platform";

/** When it shall begin, as the form shows it. */
export const startWords: Record<(typeof quoteStarts)[number], string> = {
  month: "Within a month",
  quarter: "Within three months",
  later: "Later",
};
