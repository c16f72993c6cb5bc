import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts, billingPaymentAttempts, stripeEvents } from "@/db/schema/platform";
import { platformStatement, withPlatform } from "@/db/tenant";
import { inBatches } from "@/lib/platform/batch";
import { isBadValue } from "@/lib/platform/database-failure";
import { enqueueSync, settleMs } from "./lease";

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();

/** All we read of an event: which one it is, and whom it is about. What happened is asked of Stripe itself. */
export const eventSchema = z.object({
  id: z.string().min(1),
  object: z.literal("event"),
  type: z.string(),
  api_version: z.string().nullish(),
  created: z.int().nonnegative(),
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
 * whatever dies next. A second delivery of the same event only counts up, unless the first one ended as dead.
 */
export async function keepEvent(event: StripeEvent, payload: unknown): Promise<{ isDuplicate: boolean }> {
  const customerId = customerIdOf(event) ?? (await customerOfCharge(event));
  const { id, type, api_version, request, created, data } = event;
  const isRelevant = relevant.test(type) && customerId !== null;
  const { id: objectId, object: objectType } = data.object;
  const requestId = request?.id;
  return keep({
    ...{ id, type, customerId, isRelevant, objectId, objectType, requestId, created, payload },
    apiVersion: api_version,
  });
}

/** As the statement below takes it; what is missing is null there. */
interface Kept {
  id: string;
  [field: string]: unknown;
}

/** While events come faster than they can be written, those of one moment share a transaction. */
const keep = inBatches<Kept, { isDuplicate: boolean }>({
  lanes: 2,
  most: 50,
  keyOf: ({ id }) => id,
  isOfOne: isBadValue,
  async send(events) {
    const rows = await keepAll({ events: JSON.stringify(events) });
    const deliveries = new Map(rows.map((row) => [row.id, row.deliveries]));
    return events.map(({ id }) => ({ isDuplicate: deliveries.get(id) !== 1 }));
  },
});

/**
 * One statement, because Stripe waits for every round trip. Of two first deliveries at the same moment both may ask,
 * which costs a read. Customers' lines are written before events, and both in the order of their ids, as by the sync:
 * so nobody waits in a circle. What is looked up row by row is so on purpose: a join's plan, made while the tables were
 * small, would be kept after they have grown.
 */
const keepAll = platformStatement<{ id: string; deliveries: number }>(
  "keep_events",
  sql`
    with given as (
      select g.*,
        (select stripe_customer_id from ${billingAccounts}
          where g."isRelevant" and stripe_customer_id = g."customerId") as known_customer_id,
        coalesce((select status from ${stripeEvents} known where known.id = g.id), 'dead') = 'dead' as is_news
        from jsonb_to_recordset(${sql.placeholder("events")}::jsonb) as g (id text, type text, "apiVersion" text,
          "objectId" text, "objectType" text, "customerId" text, "requestId" text, "isRelevant" boolean, created bigint,
          payload jsonb)),
    asking as (
      select distinct known_customer_id as customer_id from given where is_news and known_customer_id is not null order by 1),
    ${enqueueSync(settleMs)}
    insert into ${stripeEvents} as e (id, type, api_version, object_id, object_type, customer_id, request_id, payload,
      status, sequence, created_at)
    select id, type, "apiVersion", "objectId", "objectType", "customerId", "requestId", payload,
      case when not "isRelevant" then 'ignored' when known_customer_id is null then 'unmatched' else 'pending' end,
      asked.wanted, to_timestamp(created)
      from given left join asked on is_news and asked.customer_id = known_customer_id
     order by id
    on conflict (id) do update set
      deliveries = e.deliveries + 1,
      sequence = coalesce(excluded.sequence, e.sequence),
      status = case when excluded.sequence is null then e.status else 'pending' end
    returning id, deliveries`,
);

function customerIdOf({ data }: StripeEvent): string | null {
  const { object, previous_attributes: previous } = data;
  if (object.object === "customer") return object.id ?? null;
  // A detached card names its customer only in what it was before.
  return object.customer ?? previous?.customer ?? null;
}

/** A dispute names only the charge, which is a try to collect that we have seen. */
async function customerOfCharge({ data }: StripeEvent): Promise<string | null> {
  const { charge } = data.object;
  if (!charge) return null;
  const [account] = await withPlatform((db) =>
    db
      .select({ customerId: billingAccounts.stripeCustomerId })
      .from(billingPaymentAttempts)
      .innerJoin(billingAccounts, eq(billingAccounts.tenantId, billingPaymentAttempts.tenantId))
      .where(eq(billingPaymentAttempts.stripeId, charge)),
  );
  return account?.customerId ?? null;
}
