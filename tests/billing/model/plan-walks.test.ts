import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { type PriceBook, readPriceBook } from "@/lib/billing/changes/price-book";
import { compareBill } from "@/lib/billing/expected/compare-bill";
import { readSpending } from "@/lib/billing/spending/spending";
import { listBilledInvoices } from "@/lib/billing/stripe/billed-invoices";
import type { Interval, PlanId } from "@/lib/entitlements/plans";
import { plans } from "@/lib/entitlements/plans";
import { runAsOperator } from "@/lib/entry/cli";
import { clock } from "@/lib/platform/clock";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { meteredBy, use } from "../metered-workspace";
import { type Random, seeded } from "./random";

let billing: LocalBilling;
let metered: ReturnType<typeof meteredBy>;
let book: PriceBook;
beforeAll(async () => {
  billing = await startLocalBilling();
  metered = meteredBy(billing);
  book = await readPriceBook();
});
afterAll(async () => {
  clock.reset();
  await billing.stop();
});

const sold: PlanId[] = ["starter", "professional", "business"];
const includedIn = (plan: PlanId): number => Number(plans[plan].limits.apiCallsPerMonth);
type Acme = Awaited<ReturnType<ReturnType<typeof meteredBy>["subscribed"]>>;

describe.each(["period", "price"] as const)("where Stripe takes a meter's last value of a %s", (lastOf) => {
  beforeAll(() => billing.local.emulator.control.setSettings({ lastOf }));
  afterAll(() => billing.local.emulator.control.setSettings({ lastOf: "period" }));

  test.each([1, 2, 3])(
    "seed %i: plans that are changed about within a month give no call twice and bill none twice",
    async (seed) => {
      const random = seeded(seed);
      const plan = random.pick(sold);
      const acme = await metered.subscribed({ plan, interval: "monthly" });
      const held = [plan];
      let used = await spend(acme, random);
      for (let n = 0; n < 5; n++) {
        const to = random.pick(sold.filter((one) => one !== held.at(-1)));
        used += await changeTo(acme, { plan: to }, random);
        held.push(to);
        used += await spend(acme, random);
      }
      const { spent } = await withTenant(acme.id, (db) => readSpending(db, acme.id));
      await metered.toRenewal(acme);
      const bill = await useBilled(acme);
      expect(used - bill.calls).toBeLessThanOrEqual(Math.max(...held.map(includedIn)));
      expect(used - bill.calls).toBeGreaterThanOrEqual(Math.min(used, ...held.map(includedIn)));
      expect(spent).toBe(bill.amount);
      expect(await runAsOperator(compareBill, { slug: acme.slug, invoices: undefined })).toMatchObject({
        findings: [],
      });
    },
  );

  test("intervals that are changed about within a day give the calls of one month and of that day", async () => {
    const random = seeded(7);
    const acme = await metered.subscribed({ plan: "starter", interval: "monthly" });
    let used = await spend(acme, random);
    for (const interval of ["annual", "monthly", "annual", "quarterly"] as const) {
      used += await changeTo(acme, { interval }, random);
      used += await spend(acme, random);
    }
    await metered.toRenewal(acme);
    const free = used - (await useBilled(acme)).calls;
    expect(free).toBeGreaterThanOrEqual(50_000);
    expect(free).toBeLessThan(50_000 * (1 + 1 / 28));
    expect(await runAsOperator(compareBill, { slug: acme.slug, invoices: undefined })).toMatchObject({
      findings: [],
    });
  });
});

/** Rarely nothing, and often more than a smaller plan includes. */
async function spend(acme: Acme, random: Random): Promise<number> {
  const calls = random.between(0, includedIn(random.pick(sold)));
  if (calls > 0) await use(acme.id, calls);
  metered.pass({ to: billing.local.emulator.control.now() + 600 });
  return calls;
}

/** Confirms a change today that was shown a minute ago, with what was used in that minute. */
async function changeTo(
  { owner, id }: Acme,
  to: { plan?: PlanId; interval?: Interval },
  random: Random,
): Promise<number> {
  const { token } = await owner.run(previewChange, { ...to, when: "now" });
  const meanwhile = random.chance(0.5) ? random.between(1, 30_000) : 0;
  if (meanwhile > 0) await use(id, meanwhile);
  metered.pass({ to: billing.local.emulator.control.now() + 60 });
  expect(await owner.run(applyChange, { token })).toEqual({ outcome: "done" });
  return meanwhile;
}

/** What the invoices say of use: calls beyond the plans, and what they cost. */
async function useBilled({ customerId }: Acme): Promise<{ calls: number; amount: number }> {
  const invoices = await listBilledInvoices(customerId, 100);
  let [calls, amount] = [0, 0];
  for (const line of invoices.flatMap(({ lines }) => lines)) {
    const price = book.meaningOf(line.priceId ?? "");
    if (price?.kind !== "overage" || line.isProration) continue;
    calls += Math.max(0, line.quantity - includedIn(price.plan));
    amount += line.amount;
  }
  return { calls, amount };
}
