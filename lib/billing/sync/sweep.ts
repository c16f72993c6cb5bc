import { or, sql } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts, billingIntents, billingSubscriptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { billingMode } from "@/lib/billing/stripe/client";
import { job } from "@/lib/core/job";
import { log } from "@/lib/platform/log";
import { claim, isIdle, requestSync } from "./lease";
import { type Outcome, syncCustomer } from "./sync";

const atOnce = 5;

/** Every night: compares everybody who could cost or pay money with Stripe, and repairs what differs. */
export const sweepJob = job({
  name: "billing.sweep",
  payload: z.object({}),
  schedule: "17 3 * * *",
  async run() {
    if (billingMode() === "off") return;
    const customers = await listSweepable();
    const outcomes: (Outcome | "busy")[] = [];
    for (let start = 0; start < customers.length; start += atOnce) {
      outcomes.push(...(await Promise.all(customers.slice(start, start + atOnce).map(sweepCustomer))));
    }
    log().info({ customers: customers.length, busy: count(outcomes, "busy") }, "billing was swept");
  },
});

/**
 * Compares one customer with Stripe field by field, records what differs as drift and repairs it. A customer that is
 * in line anyway is only brought up to date: there a difference is expected. "busy" where somebody else is at it.
 */
export async function sweepCustomer(customerId: string): Promise<Outcome | "busy"> {
  const isSweep = await withPlatform(async (db) => {
    const wasIdle = await isIdle(db, customerId);
    await requestSync(db, customerId, 0);
    return wasIdle;
  });
  const [lease] = await claim({ customerId });
  return lease ? syncCustomer(lease, { isSweep }) : "busy";
}

/** Customers with a subscription that has not ended, or a checkout that may still be paid. */
async function listSweepable(): Promise<string[]> {
  const running = sql`exists (select from ${billingSubscriptions} s where s.tenant_id = ${billingAccounts.tenantId}
    and s.status not in ('canceled', 'incomplete_expired'))`;
  const checkingOut = sql`exists (select from ${billingIntents} i where i.tenant_id = ${billingAccounts.tenantId}
    and i.kind = 'checkout' and i.status in ('pending', 'open'))`;
  const rows = await withPlatform((db) =>
    db
      .select({ customerId: billingAccounts.stripeCustomerId })
      .from(billingAccounts)
      .where(or(running, checkingOut)),
  );
  return rows.map(({ customerId }) => customerId);
}

const count = (outcomes: string[], wanted: string): number =>
  outcomes.filter((outcome) => outcome === wanted).length;
