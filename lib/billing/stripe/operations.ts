import { withStripe } from "./client";

/** Moves the end of a trial. Nothing is charged until then. Throws Stripe's refusal where there is no trial. */
export async function moveTrialEnd(
  subscriptionId: string,
  until: Date,
  idempotencyKey: string,
): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.update(
      subscriptionId,
      { trial_end: secondsOf(until), proration_behavior: "none" },
      { idempotencyKey },
    ),
  );
}

/** Goes on invoicing but collects nothing: what is issued meanwhile is voided. Null lasts until it is resumed. */
export async function holdCollection(
  subscriptionId: string,
  until: Date | null,
  idempotencyKey: string,
): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.update(
      subscriptionId,
      { pause_collection: { behavior: "void", ...(until && { resumes_at: secondsOf(until) }) } },
      { idempotencyKey },
    ),
  );
}

export async function releaseCollection(subscriptionId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.update(subscriptionId, { pause_collection: "" }, { idempotencyKey }),
  );
}

const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);
