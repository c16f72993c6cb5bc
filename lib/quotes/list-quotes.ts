import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { quotes, tenants } from "@/db/schema/platform";
import { platformQuery } from "@/lib/core/operation";
import { quoteRow, quoteStatus } from "./schema";

/** The newest 200 requests for a quote; all of them, or those of one status. */
export const listQuotes = platformQuery({
  name: "quote.list",
  summary: "List the requests for a quote",
  audience: "operator",
  input: z.strictObject({ status: quoteStatus.optional() }),
  output: z.array(quoteRow),
  rest: { none: "operators work at the terminal" },
  example: {},
  run: ({ db }, { status }) =>
    db
      .select({
        id: quotes.id,
        slug: tenants.slug,
        company: quotes.company,
        email: quotes.email,
        seats: quotes.seats,
        needs: quotes.needs,
        start: quotes.start,
        status: quotes.status,
        createdAt: quotes.createdAt,
      })
      .from(quotes)
      .leftJoin(tenants, eq(tenants.id, quotes.tenantId))
      .where(status && eq(quotes.status, status))
      .orderBy(desc(quotes.id))
      .limit(200),
});
