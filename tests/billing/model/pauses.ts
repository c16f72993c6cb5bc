import { eq } from "drizzle-orm";
import { billingAccounts } from "@/db/schema/platform";
import { withPlatform, withWorkspace } from "@/db/tenant";
import { endPausesJob } from "@/lib/billing/changes/end-pauses";
import { keepPauseEnd } from "@/lib/billing/changes/pause-end";
import type { Step } from "./generate";
import type { Random } from "./random";

/** Half of the pauses end by themselves, as where an owner named a day: the application resumes them, some steps later. */
export class PausesThatEnd {
  #begun = 0;

  constructor(private random: Random) {}

  async follow({ operation, customer, refusal, now, events }: Step): Promise<void> {
    const isPause = operation === "pause" && customer !== null && refusal === null;
    const paused = isPause && events.find(({ type }) => type === "customer.subscription.paused");
    if (paused && this.random.chance(0.5)) {
      await keepEnd(customer, paused.data.object.id, new Date(now * 1_000));
      this.#begun++;
    }
    if (this.#begun > 0 && this.random.chance(0.1)) await endPausesJob.run({});
  }
}

/** What the application writes when an owner pauses until a day. */
async function keepEnd(customerId: string, subscriptionId: string, endsAt: Date): Promise<void> {
  const mine = eq(billingAccounts.stripeCustomerId, customerId);
  const [payer] = await withPlatform((db) =>
    db.select({ tenantId: billingAccounts.tenantId }).from(billingAccounts).where(mine),
  );
  if (!payer) return;
  const { tenantId } = payer;
  await withWorkspace(tenantId, (db) => keepPauseEnd(db, tenantId, subscriptionId, endsAt));
}
