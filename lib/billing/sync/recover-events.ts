import { eq } from "drizzle-orm";
import { z } from "zod";
import { billingRecovery } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { billingMode } from "@/lib/billing/stripe/client";
import { listUndelivered } from "@/lib/billing/stripe/events";
import { job } from "@/lib/core/job";
import { clock, days, hours } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { eventSchema, keepEvent } from "./inbox";

const line = "events";
/** An event may be listed a little after it was created, so each search looks back over the end of the one before. */
const overlapMs = hours(1);
/** As far back as Stripe lists events. */
const reachMs = days(30);

/** Every quarter of an hour: what Stripe could not deliver is fetched, whatever kept it from us. */
export const recoverJob = job({
  name: "billing.recover",
  payload: z.object({}),
  schedule: "*/15 * * * *",
  async run() {
    if (billingMode() !== "off") await recoverEvents();
  },
});

/** Puts undelivered events into the inbox, where one that did arrive counts as a duplicate. Returns how many were new. */
export async function recoverEvents(): Promise<number> {
  const { events, until } = await listUndelivered(await searchFrom());
  let recovered = 0;
  for (const payload of events) {
    const event = eventSchema.safeParse(payload);
    if (!event.success || event.data.livemode !== (billingMode() === "live")) continue;
    const { isDuplicate } = await keepEvent(event.data, payload);
    if (!isDuplicate) recovered++;
  }
  // Remembered only now: a search that died is made again.
  await remember(until);
  if (recovered > 0) log().warn({ recovered }, "events that never arrived were fetched");
  return recovered;
}

async function searchFrom(): Promise<Date> {
  const [known] = await withPlatform((db) =>
    db.select().from(billingRecovery).where(eq(billingRecovery.id, line)),
  );
  return known ? new Date(known.recoveredUntil.getTime() - overlapMs) : clock.in(-reachMs);
}

async function remember(recoveredUntil: Date): Promise<void> {
  await withPlatform((db) =>
    db
      .insert(billingRecovery)
      .values({ id: line, recoveredUntil })
      .onConflictDoUpdate({ target: billingRecovery.id, set: { recoveredUntil } }),
  );
}
