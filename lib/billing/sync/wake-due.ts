import { type SQL, sql } from "drizzle-orm";
import { billingAccounts, billingSubscriptions, billingSync } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { billingMode } from "@/lib/billing/stripe/client";
import { clock } from "@/lib/platform/clock";

/** Puts in line whoever time alone has changed something for: a reminder is due, a grace or a trial has ended. */
export async function wakeDue(mode = billingMode()): Promise<void> {
  const isDue = mode === "live" ? reached() : watched();
  await withPlatform((db) =>
    db.execute(sql`
      update ${billingSync} set wanted = wanted + 1, due_at = now()
       where applied >= wanted and status = 'live' and wake_at is not null and ${isDue}`),
  );
}

const reached = (): SQL => sql`wake_at <= ${clock.now().toISOString()}::timestamptz`;

/** A sandbox lives by a clock of its own, which may be a year ahead by now: only looking can tell. */
const watched = (): SQL => sql`customer_id in (
  select c.stripe_customer_id from ${billingAccounts} c
    join ${billingSubscriptions} s on s.tenant_id = c.tenant_id
   where s.status in ('past_due', 'trialing') and not s.is_duplicate)`;
