import type { TenantContext } from "@/lib/core/context";
import { requestQuote } from "@/lib/quotes/request-quote";
import type { QuoteInput } from "@/lib/quotes/schema";
import { visitor } from "../auth/people";
import type { TestWorkspace } from "../support/world";

/** What somebody types into the form. */
export const asked = (fields: Partial<QuoteInput> = {}): QuoteInput => ({
  ...{ company: "Acme GmbH", email: "kim@example.com", seats: 250 },
  ...{ needs: "Single sign-on for three offices.", start: "quarter" },
  ...fields,
});

/** The same asked by a workspace's owner, who is signed in there. */
export async function askFrom({ owner: { context } }: TestWorkspace, wanted: QuoteInput): Promise<void> {
  await visitor({ tenant: context.tenant, person: personOf(context) }).run(requestQuote, wanted);
}

function personOf({ actor }: TenantContext) {
  const email = actor.kind === "user" ? actor.email : "";
  return { id: actor.id, name: actor.label, email, sessionId: "ses_of_nobody" };
}
