import { eq } from "drizzle-orm";
import { z } from "zod";
import { billingSubscriptions } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { money } from "@/lib/billing/shapes";
import { markUncollectible, voidInvoice } from "@/lib/billing/stripe/payment";
import { AppError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/platform/money";
import { findInvoice, type Invoice } from "./find-invoice";
import { operatorCommand } from "./operator-command";
import { writeOffInvoiceInput } from "./schema";

/**
 * Gives an open invoice up. What it billed was delivered, so it becomes `uncollectible`, a bad debt of the books; where
 * nothing was, because a change, a resumption or a first period waited for its payment, it becomes `void`.
 *
 * Access follows the subscription as always: where it owed for this invoice it runs again, with everything in it until its
 * next renewal, and reminders end. Whoever shall not have that cancels it first. An invoice that is uncollectible can
 * still be paid. Throws `conflict` for one that is not open.
 */
export const writeOffInvoice = operatorCommand({
  name: "invoice.write_off",
  summary: "Give up an invoice that is not going to be paid",
  event: "invoice.written_off",
  input: writeOffInvoiceInput,
  output: z.object({
    number: z.string(),
    currency: z.string(),
    amount: money,
    becomes: z.enum(["uncollectible", "void"]),
    /** Whether the plan owed for it, and now runs on. */
    restores: z.boolean(),
  }),
  example: {
    ...{ slug: "acme", number: "INV-202611-000042" },
    ...{ reason: "The company was wound up", isDryRun: false },
  },
  async find(db, tenantId, { number }) {
    const found = await findInvoice(db, tenantId, number);
    const { invoice } = found;
    if (invoice.status !== "open")
      throw new AppError(
        "conflict",
        `${number} is ${invoice.status}: only an open invoice can be written off.`,
      );
    return { ...found, ...(await consequencesOf(db, invoice)) };
  },
  foresee: (target) => resultOf(target),
  async ask(target, _input, key) {
    const giveUp = target.becomes === "void" ? voidInvoice : markUncollectible;
    await giveUp(target.invoice.stripeId, key);
    return resultOf(target);
  },
  data: ({ invoice: { amountRemaining, currency }, becomes }) => ({
    amount: formatMoney(amountRemaining, currency),
    becomes,
  }),
});

interface Consequences {
  becomes: "uncollectible" | "void";
  restores: boolean;
}

function resultOf({ invoice, becomes, restores }: { invoice: Invoice } & Consequences) {
  const { number, currency, amountRemaining: amount } = invoice;
  return { number, currency, amount, becomes, restores };
}

/** What waits for the newest invoice of a subscription begins with its payment; an older one was for what had begun. */
async function consequencesOf(db: PlatformDb, invoice: Invoice): Promise<Consequences> {
  const [subscription] = await db
    .select()
    .from(billingSubscriptions)
    .where(eq(billingSubscriptions.stripeId, invoice.subscriptionId ?? ""));
  if (subscription?.latestInvoiceId !== invoice.stripeId)
    return { becomes: "uncollectible", restores: false };
  const { status, pendingUpdateExpiresAt } = subscription;
  const isWaitedFor = pendingUpdateExpiresAt !== null || status === "paused" || status === "incomplete";
  if (isWaitedFor) return { becomes: "void", restores: false };
  return { becomes: "uncollectible", restores: status === "past_due" || status === "unpaid" };
}
