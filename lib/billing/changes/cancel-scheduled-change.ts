import { z } from "zod";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { voidInvoice } from "@/lib/billing/stripe/payment";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding, type Standing } from "@/lib/billing/stripe/standing";
import { plans } from "@/lib/entitlements/plans";
import type { KeyOf } from "./carry-out";
import { planCommand } from "./plan-command";
import { readPriceBook } from "./price-book";
import { first, refuseEnded } from "./rules";
import type { Terms } from "./terms";

/**
 * Takes back a change that has not happened yet: one for the end of the period, or one that waits to be paid. Throws
 * `conflict` where it took effect meanwhile, of which we had not heard.
 */
export const cancelScheduledChange = planCommand({
  name: "change.cancel",
  summary: "Withdraw a change of plan that has not happened yet",
  kind: "schedule",
  event: "change.withdrawn",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.void(),
  rest: "POST /subscription/cancel-scheduled-change",
  example: {},
  prepare: ({ subscription: { scheduledChange, pendingUpdate } }): Pick<Terms, keyof Terms> => {
    const change = scheduledChange ?? pendingUpdate;
    if (!change) throw first("No change is waiting any more. Reload the page.");
    const { plan, interval, extraSeats } = change;
    return { plan, interval, extraSeats };
  },
  label: ({ plan }) => plans[plan].name,
  async ask({ subscriptionId, params }, keyOf) {
    const standing = await readStanding(subscriptionId);
    await refuseInForce(standing, params);
    await withdraw(standing, keyOf).catch(async (thrown: unknown) => {
      // It may have been paid, or begun, between our look and our try.
      if (isRefusedByStripe(thrown)) await refuseInForce(await readStanding(subscriptionId), params);
      throw thrown;
    });
  },
});

async function withdraw({ scheduleId, pendingItems, openInvoiceId }: Standing, keyOf: KeyOf): Promise<void> {
  if (scheduleId) await releaseSchedule(scheduleId, keyOf("release"));
  // Stripe drops a pending change together with the invoice it waits for.
  if (pendingItems && openInvoiceId) await voidInvoice(openInvoiceId, keyOf("void"));
}

/** What an earlier try withdrew is not in force either, so the terms tell the two apart. */
async function refuseInForce(
  { status, items, nextPhase, pendingItems }: Standing,
  change: Terms,
): Promise<void> {
  refuseEnded(status);
  if (nextPhase || pendingItems) return;
  const book = await readPriceBook();
  const partOf = (kind: "base" | "seat") =>
    items.find(({ priceId }) => book.meaningOf(priceId)?.kind === kind);
  const base = book.meaningOf(partOf("base")?.priceId ?? "");
  const isInForce =
    base?.plan === change.plan &&
    base.interval === change.interval &&
    (partOf("seat")?.quantity ?? 0) === change.extraSeats;
  if (isInForce)
    throw first(
      `The change to ${plans[change.plan].name} took effect meanwhile. Change the plan again to go back.`,
    );
}
