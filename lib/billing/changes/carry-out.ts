import { withWorkspace } from "@/db/tenant";
import { moveIntent, underWay } from "@/lib/billing/intents";
import { meterAfterChange, tellUsageBeforeChange } from "@/lib/billing/metered/meter-workspace";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { asksForConfirmation, declineOf, lacksAddress } from "@/lib/billing/stripe/payment";
import { syncNow } from "@/lib/billing/sync/sync";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { addressNeeded } from "./rules";

/** Names one request of an intent, so that Stripe knows it again. */
export type KeyOf = (step: string) => string;

/**
 * Tells Stripe what was used up to now, so that it counts under the terms it was used under, asks for what a request
 * says, with no transaction open, then reads back what came of it: whoever asked sees it on the next page. Where Stripe's answer got lost the intent stays open, and a repeated click is the same request.
 */
export async function carryOut<T>(
  { tenant }: TenantContext,
  { intentId, customerId }: { intentId: string; customerId: string },
  ask: (keyOf: KeyOf) => Promise<T>,
): Promise<T> {
  // Read back first: until then a second click has to find the intent, because our rows still say the old thing.
  const settle = async (to: "completed" | "failed") => {
    await syncNow(customerId);
    await withWorkspace(tenant.id, (db) => moveIntent(db, tenant.id, intentId, { from: underWay, to }));
  };
  await tellUsageBeforeChange(tenant.id);
  const made = await ask((step) => `intent:${intentId}:${step}`).catch(async (thrown: unknown) => {
    const refusal = declinedBy(thrown);
    if (refusal?.code !== "unavailable") await settle("failed");
    throw refusal ?? thrown;
  });
  await settle("completed");
  await meterAfterChange(tenant.id);
  return made;
}

function declinedBy(cause: unknown): AppError | null {
  if (cause instanceof AppError) return cause;
  if (lacksAddress(cause)) return addressNeeded(cause);
  if (asksForConfirmation(cause))
    return new AppError(
      "conflict",
      "Your bank asks you to confirm this payment. Reload the page and choose “Confirm payment”.",
      { cause },
    );
  const decline = declineOf(cause);
  if (decline) return new AppError("conflict", `${decline} Update the card, then try again.`, { cause });
  if (!isRefusedByStripe(cause)) return null;
  return new AppError(
    "conflict",
    "Our payment provider refused this. Nothing was changed; reload the page to see how things stand.",
    { cause },
  );
}
