import type { SubscriptionSnapshot } from "@/lib/billing/stripe/snapshot";

/** What keeps a payer from being moved today, in words; null where nothing does. What an owner has decided goes before. */
export function obstacleOf(subscription: SubscriptionSnapshot): string | null {
  const { status, cancelAt, scheduleId, pendingItems } = subscription;
  if (cancelAt) return "the plan is canceled";
  if (scheduleId) return "the owner scheduled a change";
  if (pendingItems) return "a change waits for its payment";
  if (status === "paused") return "the plan is paused";
  if (status === "past_due" || status === "unpaid") return "an invoice is unpaid";
  return null;
}
