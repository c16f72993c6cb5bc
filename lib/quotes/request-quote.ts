import { z } from "zod";
import { quotes } from "@/db/schema/platform";
import { mailing, spending } from "@/lib/auth/attempts";
import { actorOf } from "@/lib/auth/person";
import { type PlatformScope, platformCommand } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { contactAddress } from "@/lib/platform/contact";
import { newId } from "@/lib/platform/id";
import { type QuoteInput, requestQuoteInput } from "./schema";
import { startWords } from "./start-words";

/**
 * Asks what Enterprise would cost, for anybody. The request is kept, mailed to whoever runs the installation, and confirmed to
 * the asker without anything that was typed: the address may be somebody else's. Throws `rate_limited`.
 */
export const requestQuote = platformCommand({
  name: "quote.request",
  summary: "Ask for a quote",
  audience: "public",
  input: requestQuoteInput,
  output: z.object({ isAsked: z.literal(true) }),
  emits: ["quote.requested"],
  emitsNothing: "who is not signed in to a workspace has no history",
  rest: { none: "a form for people" },
  example: {
    ...{ company: "Acme GmbH", email: "kim@example.com", seats: 250 },
    ...{ needs: "Single sign-on for three offices.", start: "quarter" },
  },
  prepare: (context, { email }) => spending(mailing("quote", email, context), async () => undefined),
  async run(scope, { fax: _, ...wanted }) {
    const { db, context } = scope;
    const { person, tenant } = context;
    const id = newId("quo");
    const workspace = person ? tenant : null;
    await db.insert(quotes).values({ id, tenantId: workspace?.id ?? null, ...wanted });
    if (person && workspace)
      await scope.emitIn(workspace.id, actorOf(person), "quote.requested", { id, label: wanted.company });
    await mailBoth(scope, wanted, workspace?.slug ?? null);
    return { isAsked: true } as const;
  },
});

async function mailBoth(
  { db }: PlatformScope,
  { email, start, ...wanted }: Omit<QuoteInput, "fax">,
  slug: string | null,
): Promise<void> {
  const words = { ...wanted, start: startWords[start], slug };
  await sendMail(db, contactAddress(), "quoteRequested", words);
  await sendMail(db, email, "quoteReceived", {});
}
