import { withStripe } from "./client";
import { instantOf } from "./reshape";

/**
 * The events since `since` that some endpoint has not taken yet, oldest first and as they were sent, and the moment
 * by Stripe's clock up to which this is complete. Stripe lists thirty days.
 */
export async function listUndelivered(since: Date): Promise<{ events: unknown[]; until: Date }> {
  return withStripe(async (stripe) => {
    const created = { gte: Math.floor(since.getTime() / 1_000) };
    const query = { delivery_success: false, created, limit: 100 };
    const first = await stripe.events.list(query);
    const answeredAt = Date.parse(first.lastResponse.headers.date ?? "");
    if (Number.isNaN(answeredAt)) throw new Error("Stripe's answer carries no date");
    const events: unknown[] = [...first.data];
    for (let last = first.data.at(-1); last; ) {
      const page = await stripe.events.list({ ...query, starting_after: last.id });
      events.push(...page.data);
      last = page.data.at(-1);
    }
    return { events: events.toReversed(), until: instantOf(Math.floor(answeredAt / 1_000)) };
  });
}
