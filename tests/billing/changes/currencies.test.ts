import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { PlannedItems } from "@/db/schema/platform";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import type { previewChangeInput } from "@/lib/billing/schema";
import { plans } from "@/lib/entitlements/plans";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

type Change = z.input<typeof previewChangeInput>;
type Case = {
  name: string;
  from: Partial<PlannedItems>;
  to: Change;
  /** Whether the cycle starts over, and the credit is counted to the second of confirming. */
  startsOver?: boolean;
};

const cases: Case[] = [
  { name: "an upgrade", from: { plan: "starter" }, to: { plan: "professional" } },
  { name: "a downgrade today", from: { plan: "business" }, to: { plan: "professional", when: "now" } },
  { name: "more seats", from: { extraSeats: 2 }, to: { seats: 17 } },
  { name: "a longer interval", from: {}, to: { interval: "annual" }, startsOver: true },
  {
    name: "a shorter interval",
    from: { interval: "annual" },
    to: { interval: "monthly", when: "now" },
    startsOver: true,
  },
];

const begin = "2026-11-01T00:00:00Z";
const shown = Date.parse("2026-11-17T09:41:07Z");
const momentAfter = (seconds: number) => new Date(shown + seconds * 1_000).toISOString();

describe.each(["eur", "gbp", "jpy"] as const)("a change that is paid in %s", (currency) => {
  for (const { name, from, to, startsOver = false } of cases)
    test.each([0, 59, 600])(
      `by ${name}, confirmed %i seconds later, charges what was shown`,
      async (delay) => {
        const acme = await timedWorkspace(billing, begin, from, { currency });
        await acme.to(momentAfter(0));
        const preview = await acme.preview(to);
        expect(preview).toMatchObject({ currency, isCountedAtConfirming: startsOver });
        if (delay > 0) await acme.to(momentAfter(delay));
        await acme.confirm(preview.token);
        const charged = await acme.latestInvoice();
        expect(charged.currency).toBe(currency);
        const moved = charged.total - preview.total;
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(startsOver ? worthOf(preview, delay) : 0);
        expect(preview.renewal.amount).toBe(await renewalOf(acme, preview.to, currency));
      },
    );

  test("of a plan whose use is billed leaves the use to its own item, and is charged as it was shown", async () => {
    const [starter, professional] = [await pricesOf("starter"), await pricesOf("professional")];
    const items = [{ price: starter.base }, { price: starter.overage }];
    const acme = await timedWorkspace(billing, begin, {}, { currency, items });
    const used = { stripe_customer_id: acme.customerId, value: "150000" };
    await acme.to(momentAfter(0));
    const { data } = await billing.dashboard.billing.meters.list();
    await billing.dashboard.billing.meterEvents.create({
      event_name: data[0]?.event_name ?? "",
      payload: used,
      timestamp: Math.floor(shown / 1_000) - 60,
    });
    const preview = await acme.preview({ plan: "professional" });
    await acme.to(momentAfter(300));
    await acme.confirm(preview.token);
    const charged = await acme.latestInvoice();
    expect(charged).toMatchObject({ currency, total: preview.total });
    const use = charged.lines.data.find(({ pricing }) => pricing?.price_details?.price === starter.overage);
    const perThousand = plans.starter.apiOverage?.[currency] ?? 0;
    expect(use?.amount).toBe(100 * perThousand);
    const now = (await acme.live()).items.data.map(({ price }) => price.id);
    expect(now.toSorted()).toEqual([professional.base, professional.overage].toSorted());
  });

  test("to fewer seats is credited to the minor unit on the next invoice", async () => {
    const acme = await timedWorkspace(billing, begin, { extraSeats: 4 }, { currency });
    await acme.to(momentAfter(0));
    const preview = await acme.preview({ seats: 11 });
    expect(preview).toMatchObject({ effectiveMode: "credited", currency, dueNow: 0 });
    await acme.to(momentAfter(420));
    await acme.confirm(preview.token);
    await acme.to("2026-12-01T02:00:00Z");
    const { extraSeat, price } = plans.professional;
    const renewed = price[currency].monthly + (extraSeat?.[currency].monthly ?? 0);
    expect((await acme.latestInvoice()).total).toBe(renewed + preview.total);
  });
});

async function pricesOf(plan: "starter" | "professional") {
  const prices = await findPriceIds(plan, "monthly");
  if (!prices?.overage) throw new Error("no prices");
  return { ...prices, overage: prices.overage };
}

/** What the catalog says that a period costs from then on. */
async function renewalOf(
  acme: TimedWorkspace,
  { plan, interval, extraSeats }: PlannedItems,
  currency: "eur" | "gbp" | "jpy",
): Promise<number> {
  const [{ price, extraSeat }, live] = [plans[plan], await acme.live()];
  expect(live.currency).toBe(currency);
  return price[currency][interval] + extraSeats * (extraSeat?.[currency][interval] ?? 0);
}

/** What the seconds that have passed are worth of everything that is credited, in whole minor units. */
function worthOf({ lines }: Awaited<ReturnType<TimedWorkspace["preview"]>>, passed: number): number {
  return lines
    .filter(({ isProration }) => isProration)
    .reduce((most, { amount, periodStart, periodEnd }) => {
      const left = (Date.parse(periodEnd) - Date.parse(periodStart)) / 1_000;
      return most + Math.ceil((Math.abs(amount) * passed) / left);
    }, 0);
}
