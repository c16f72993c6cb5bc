import { isRefusedByStripe, withStripe } from "./client";

/** Ends a subscription now and credits the time that was paid for and not used. One that has ended stays ended. */
export async function cancelAtOnce(subscriptionId: string): Promise<void> {
  await withStripe(async (stripe) => {
    try {
      await stripe.subscriptions.cancel(subscriptionId, { prorate: true, invoice_now: true });
    } catch (thrown) {
      if (!isRefusedByStripe(thrown)) throw thrown;
      // It cannot be canceled twice, and an earlier try may have done it without our hearing of it. One never paid expires.
      const { status } = await stripe.subscriptions.retrieve(subscriptionId);
      if (status !== "canceled" && status !== "incomplete_expired") throw thrown;
    }
  });
}
