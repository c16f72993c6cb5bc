import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { billingCustomers, billingPaymentAttempts, stripeEvents } from "@/db/schema/platform";
import { platformStatement, withPlatform } from "@/db/tenant";
import { lineUp, settleMs } from "./lease";

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();

/** All we read of an event: which one it is, and whom it is about. What happened is asked of Stripe itself. */
export const eventSchema = z.object({
  id: z.string().min(1),
  object: z.literal("event"),
  type: z.string(),
  api_version: z.string().nullish(),
  created: z.number(),
  livemode: z.boolean(),
  request: z.object({ id: z.string().nullish() }).nullish(),
  data: z.object({
    object: z.object({
      id: z.string().nullish(),
      object: z.string().nullish(),
      customer: reference,
      charge: reference,
    }),
    previous_attributes: z.object({ customer: reference }).nullish(),
  }),
});
export type StripeEvent = z.output<typeof eventSchema>;

/** What can change a row or a grant of ours. The rest is kept and costs Stripe no request. */
const relevant =
  /^(customer|checkout\.session|invoice|invoice_payment|payment_method|subscription_schedule|credit_note|refund)\.|^charge\.(refund|dispute)/;

/**
 * Keeps a signed event and asks for a sync of its customer, in one transaction: once this returns, nothing is lost
 * whatever dies next. `payload` is the JSON it came as. A second delivery of the same event only counts up, unless the
 * first one ended as dead.
 */
export async function keepEvent(event: StripeEvent, payload: string): Promise<{ isDuplicate: boolean }> {
  const customerId = customerIdOf(event) ?? (await payerOfCharge(event));
  const { id, type, api_version, request, created, data } = event;
  const [kept] = await keep({
    ...{ id, type, customerId, isRelevant: relevant.test(type) && customerId !== null },
    ...{ apiVersion: api_version ?? null, requestId: request?.id ?? null, createdAt: created },
    ...{ objectId: data.object.id ?? null, objectType: data.object.object ?? null },
    payload,
  });
  return { isDuplicate: kept?.deliveries !== 1 };
}

const given = sql.placeholder;

/**
 * One statement, because Stripe waits for every round trip. Of two first deliveries at the same moment both may ask,
 * which costs a read. The customer's line is written before the event's, as by the sync, so neither waits for the other.
 */
const keep = platformStatement<{ deliveries: number }>(
  "keep_event",
  sql`
    with payer as (
      select stripe_customer_id as customer_id from ${billingCustomers}
       where ${given("isRelevant")}::boolean and stripe_customer_id = ${given("customerId")}),
    asking as (
      select customer_id from payer
       where not exists (select from ${stripeEvents} where id = ${given("id")} and status <> 'dead')),
    ${lineUp(settleMs)}
    insert into ${stripeEvents} as e (id, type, api_version, object_id, object_type, customer_id, request_id, payload,
      status, sequence, created_at)
    values (${given("id")}, ${given("type")}, ${given("apiVersion")}, ${given("objectId")},
      ${given("objectType")}, ${given("customerId")}, ${given("requestId")},
      ${given("payload")}::jsonb,
      case when not ${given("isRelevant")}::boolean then 'ignored' when exists (select from payer) then 'pending'
           else 'unmatched' end,
      (select wanted from asked), to_timestamp(${given("createdAt")}))
    on conflict (id) do update set
      deliveries = e.deliveries + 1,
      sequence = coalesce(excluded.sequence, e.sequence),
      status = case when excluded.sequence is null then e.status else 'pending' end
    returning deliveries`,
);

function customerIdOf({ data }: StripeEvent): string | null {
  const { object, previous_attributes: previous } = data;
  if (object.object === "customer") return object.id ?? null;
  // A detached card names its customer only in what it was before.
  return object.customer ?? previous?.customer ?? null;
}

/** A dispute names only the charge, which is a try to collect that we have seen. */
async function payerOfCharge({ data }: StripeEvent): Promise<string | null> {
  const { charge } = data.object;
  if (!charge) return null;
  const [payer] = await withPlatform((db) =>
    db
      .select({ customerId: billingCustomers.stripeCustomerId })
      .from(billingPaymentAttempts)
      .innerJoin(billingCustomers, eq(billingCustomers.tenantId, billingPaymentAttempts.tenantId))
      .where(eq(billingPaymentAttempts.stripeId, charge)),
  );
  return payer?.customerId ?? null;
}
