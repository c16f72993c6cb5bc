import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingSubscriptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { seedSubscription } from "@/dev/seed-billing";
import { type LocalBilling, startLocalBilling } from "../billing/local-billing";
import { workspace } from "../support/world";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

async function daysPaidBy(name: string): Promise<number> {
  const { id: tenantId } = await workspace({ plan: "free", name });
  await seedSubscription({ tenantId, name, email: "buyer@example.com", plan: "business", sinceDays: 20 });
  const [row] = await withPlatform((db) =>
    db.select().from(billingSubscriptions).where(eq(billingSubscriptions.tenantId, tenantId)),
  );
  expect(row).toMatchObject({ plan: "business", interval: "annual", status: "active" });
  return Math.round((Date.now() - (row?.startedAt.getTime() ?? 0)) / 86_400_000);
}

test("the demo has a past at a new Stripe, and begins today at one that is in use already", async () => {
  expect(await daysPaidBy("First")).toBe(20);
  expect(await daysPaidBy("Second")).toBe(0);
});
