import type { Standing } from "@/lib/billing/stripe/standing";
import { isEnded } from "@/lib/billing/sync/access";
import { AppError } from "@/lib/core/errors";
import { formatDay } from "@/lib/platform/date";

/** Our image of a subscription or Stripe's own: what stands in the way is the same. */
type Obstacles = Pick<Standing, "status" | "cancelAt" | "pendingUpdateExpiresAt">;

/** Throws `conflict` where a paid plan cannot be changed now, with what to do first. */
export function refuseUnlessSettled(subscription: Obstacles): void {
  const { status, cancelAt, pendingUpdateExpiresAt } = subscription;
  refuseEnded(status);
  if (status === "paused") throw first("The plan is paused. Resume it first.");
  if (pendingUpdateExpiresAt)
    throw first("A change is waiting for its payment. Pay or withdraw it first, under Billing.");
  if (status === "past_due" || status === "unpaid") throw openInvoice();
  if (cancelAt) throw first(`The plan ends on ${formatDay(cancelAt)}. Keep it first, then change it.`);
}

/** Throws `conflict` where it has ended at Stripe, which we had not heard of. */
export function refuseEnded(status: string): void {
  if (isEnded(status)) throw first("The plan has ended. Reload the page.");
}

/** Throws `conflict` for a subscription that was made by hand: what was agreed on is nothing to click. */
export function refuseArranged({ plan }: { plan: string | null }): void {
  if (!plan) throw arranged();
}

export const arranged = () =>
  first("This plan was arranged with us, so it cannot be changed here. Write to us and we will change it.");

/** Credits assume that what was billed gets paid, so nothing changes over an open invoice. */
export const openInvoice = () => first("An invoice is still open. Pay it first: the page Billing shows it.");

export const needsCard = () => first("Add a payment method first, then try again.");

/** Where tax is worked out by Stripe and it does not know the place. */
export const addressNeeded = (cause: unknown) =>
  new AppError(
    "conflict",
    "Tax depends on your address. Add it first, under “Address and tax ID” on the page Billing.",
    { cause },
  );

export const first = (message: string) => new AppError("conflict", message);
