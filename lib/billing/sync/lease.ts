import { type SQL, sql } from "drizzle-orm";
import { billingSync, stripeEvents } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { newSecret } from "@/lib/platform/crypto";

/** The right to bring one customer up to date, good until somebody else's token stands in its place. */
export interface Lease {
  customerId: string;
  token: string;
  /** How much was wanted before the fetch; what is fetched afterwards is at least as new. */
  wanted: number;
}

const leaseSeconds = 30;
const maxAttempts = 10;

/** How long a customer's events may gather before the first sync: Checkout alone sends eight within a moment. */
export const settleMs = 250;
/** How long a customer is left alone after a sync: what goes on and on is read once a second. */
const restMs = 1_000;

/**
 * Asks for one more sync of a customer, in the caller's transaction, and returns how far it has to get. A customer
 * given up on gets a new chance.
 */
export async function requestSync(db: PlatformDb, customerId: string, inMs: number): Promise<number> {
  const { rows } = await db.execute<{ wanted: string }>(sql`
    with asking as (select ${customerId}::text as customer_id), ${enqueueSync(inMs)}
    select wanted from asked`);
  return Number(rows[0]?.wanted);
}

/**
 * The same as parts of a larger statement: after `asking (customer_id)` it makes `asked (customer_id, wanted)`.
 * Whoever stands in line and is not being read yet will be read after this moment, so nothing has to be written: a
 * thousand events of one customer do not queue for its row. Only after a failure is the wait too long for that.
 */
export function enqueueSync(inMs: number): SQL {
  const due = sql`now() + ${inMs} * interval '1 millisecond'`;
  return sql`
    in_line as (
      select customer_id, waiting.wanted from asking cross join lateral (
        select wanted from ${billingSync} s
         where s.customer_id = asking.customer_id and applied < wanted and lease_token is null and status = 'live'
           and (attempts = 0 or due_at <= ${due}) limit 1) as waiting),
    stepped as (
      insert into ${billingSync} as s (customer_id, wanted, due_at)
      select customer_id, 1, ${due} from asking
       where not exists (select from in_line where in_line.customer_id = asking.customer_id) order by customer_id
      on conflict (customer_id) do update set
        wanted = s.wanted + 1,
        due_at = case when s.applied < s.wanted then least(s.due_at, ${due}) else greatest(s.due_at, ${due}) end,
        attempts = case when s.status = 'dead' then 0 else s.attempts end,
        status = 'live', updated_at = now()
      returning customer_id, wanted),
    asked as (select customer_id, wanted from in_line union all select customer_id, wanted from stepped)`;
}

/**
 * Takes the lease on up to `limit` customers that are due, or on the one named, due or not. Nobody waits for anybody:
 * rows another process holds are skipped. The times are the database's, so the clocks of the processes do not matter.
 */
export async function claim(options: { limit: number } | { customerId: string }): Promise<Lease[]> {
  const token = newSecret();
  const chosen =
    "customerId" in options
      ? sql`customer_id = ${options.customerId}`
      : sql`applied < wanted and status = 'live' and due_at <= now()`;
  const limit = "limit" in options ? options.limit : 1;
  return withPlatform(async (db) => {
    const { rows } = await db.execute<{ customer_id: string; wanted: string }>(sql`
      update ${billingSync} set lease_token = ${token}, lease_until = now() + ${leaseSeconds} * interval '1 second'
       where customer_id in (
         select customer_id from ${billingSync}
          where ${chosen} and (lease_until is null or lease_until < now())
          order by due_at limit ${limit} for update skip locked)
      returning customer_id, wanted`);
    return rows.map((row) => ({ customerId: row.customer_id, token, wanted: Number(row.wanted) }));
  });
}

/** How long until the next customer in line may be read who is only being left alone; null where there is none. */
export async function restingMs(): Promise<number | null> {
  return withPlatform(async (db) => {
    const { rows } = await db.execute<{ ms: number | null }>(sql`
      select ceil(extract(epoch from min(due_at) - now()) * 1000)::int as ms from ${billingSync}
       where applied < wanted and status = 'live' and attempts = 0 and (lease_until is null or lease_until < now())
         and due_at <= now() + ${restMs} * interval '1 millisecond'`);
    const ms = rows[0]?.ms ?? null;
    return ms === null ? null : Math.max(0, ms);
  });
}

/** Locks the customer's line and says whether the lease still stands; one that was overtaken must not write. */
export async function holds(db: PlatformDb, { customerId, token }: Lease): Promise<boolean> {
  const { rows } = await db.execute<{ lease_token: string | null }>(
    sql`select lease_token from ${billingSync} where customer_id = ${customerId} for update`,
  );
  return rows[0]?.lease_token === token;
}

/** Records that everything wanted up to the lease is applied, and when to look again; lets go. */
export async function finish(
  db: PlatformDb,
  { customerId, wanted }: Lease,
  wakeAt: Date | null,
): Promise<void> {
  await db.execute(sql`
    update ${billingSync} set applied = greatest(applied, ${wanted}), lease_token = null, lease_until = null,
      due_at = now() + ${restMs} * interval '1 millisecond',
      wake_at = ${wakeAt?.toISOString() ?? null}::timestamptz,
      attempts = 0, last_error = null, status = 'live', updated_at = now()
     where customer_id = ${customerId}`);
  await db.execute(sql`
    update ${stripeEvents} set status = 'done' where id in (
      select id from ${stripeEvents}
       where customer_id = ${customerId} and sequence <= ${wanted} and status in ('pending', 'dead')
       order by id for update)`);
}

/** Records a failure: later again, each time twice as late; after ten times not until somebody asks. */
export async function fail(lease: Lease, error: string): Promise<"failed" | "dead" | "fenced"> {
  const { customerId, token } = lease;
  return withPlatform(async (db) => {
    const { rows } = await db.execute<{ status: string }>(sql`
      update ${billingSync} set attempts = attempts + 1, lease_token = null, lease_until = null,
        last_error = ${error}, updated_at = now(),
        status = case when attempts + 1 >= ${maxAttempts} then 'dead' else 'live' end,
        due_at = now() + least(interval '1 hour', interval '30 seconds' * 2 ^ attempts) * (0.75 + random() / 2)
       where customer_id = ${customerId} and lease_token = ${token}
      returning status`);
    if (!rows[0]) return "fenced";
    if (rows[0].status !== "dead") return "failed";
    await db.execute(sql`
      update ${stripeEvents} set status = 'dead' where customer_id = ${customerId} and status = 'pending'`);
    return "dead";
  });
}

/** Whether nothing was asked for that is not applied yet: then our image should be Stripe's. */
export async function isIdle(db: PlatformDb, customerId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select from ${billingSync} where customer_id = ${customerId} and applied >= wanted`);
  return rows.length > 0;
}

/** How far a customer's sync has come. */
export async function progressOf(customerId: string): Promise<{ applied: number } | null> {
  return withPlatform(async (db) => {
    const { rows } = await db.execute<{ applied: string }>(
      sql`select applied from ${billingSync} where customer_id = ${customerId}`,
    );
    return rows[0] ? { applied: Number(rows[0].applied) } : null;
  });
}
