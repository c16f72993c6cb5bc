import { eq } from "drizzle-orm";
import { z } from "zod";
import { quotes } from "@/db/schema/platform";
import { notFound } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { exampleId } from "@/lib/platform/id";
import { quoteStatus } from "./schema";

/** Notes how far a request for a quote has come. Throws `not_found`. */
export const markQuote = platformCommand({
  name: "quote.mark",
  summary: "Note how far a request for a quote has come",
  audience: "operator",
  input: z.strictObject({ id: z.string(), status: quoteStatus }),
  output: z.object({ company: z.string(), status: quoteStatus }),
  emits: [],
  emitsNothing: "how we work a request off is no part of a workspace's history",
  rest: { none: "operators work at the terminal" },
  example: { id: exampleId("quo"), status: "answered" },
  async run({ db }, { id, status }) {
    const [marked] = await db
      .update(quotes)
      .set({ status, updatedAt: clock.now() })
      .where(eq(quotes.id, id))
      .returning({ company: quotes.company, status: quotes.status });
    if (!marked) throw notFound("request");
    return marked;
  },
});
