import { describe, expect, test } from "vitest";
import { periodOf } from "@/lib/billing/stripe/reshape";
import { graceMs, grantOf } from "@/lib/billing/sync/access";
import { freeGrant, type Grant } from "@/lib/entitlements/grant";
import { days, hours } from "@/lib/platform/clock";
import { decline, invoice, item, later, nothing, now, projected, subscription } from "./snapshots";

const bought = { plan: "professional", extraSeats: 4 } as const;

describe("status to access", () => {
  const grant = (status: string, graceEndsAt: Date | null = null) =>
    grantOf({ status, graceEndsAt, ...bought }, freeGrant, now);

  test("trialing and active grant what was bought", () => {
    expect(grant("trialing")).toEqual({ ...bought, access: "full" });
    expect(grant("active")).toEqual({ ...bought, access: "full" });
  });

  test("past due keeps everything until the grace ends, to the millisecond", () => {
    expect(grant("past_due", later(1))).toEqual({ ...bought, access: "full" });
    expect(grant("past_due", later(0))).toEqual({ ...bought, access: "restricted" });
  });

  test("unpaid restricts and counts as free", () => {
    expect(grant("unpaid")).toEqual({ ...freeGrant, access: "restricted" });
  });

  test("paused suspends but forgets nothing that was bought", () => {
    expect(grant("paused")).toEqual({ ...bought, access: "suspended" });
  });

  test("what was never paid or has ended is free", () => {
    for (const status of ["incomplete", "incomplete_expired", "canceled"]) {
      expect(grant(status)).toEqual(freeGrant);
    }
    expect(grantOf(null, { ...bought, access: "full" }, now)).toEqual(freeGrant);
  });

  test("a status nobody knows yet keeps the last grant", () => {
    const last: Grant = { plan: "business", extraSeats: 1, access: "restricted" };
    expect(grantOf({ status: "hibernating", graceEndsAt: null, ...bought }, last, now)).toEqual(last);
  });
});

describe("projecting a snapshot", () => {
  test("the plan is read from the price, wherever its item stands", () => {
    const items = [item("si_seat", "price_pro_seat", 4), item("si_base", "price_pro_base", 1)];
    for (const order of [items, items.toReversed()]) {
      expect(projected([subscription({ items: order })])).toMatchObject({
        grant: { plan: "professional", extraSeats: 4, access: "full" },
        subscriptions: [
          { plan: "professional", interval: "monthly", baseItemId: "si_base", seatItemId: "si_seat" },
        ],
      });
    }
  });

  test("the amount counts every item by its quantity", () => {
    const items = [item("a", "price_pro_base", 1, 9_900), item("b", "price_pro_seat", 3, 1_200)];
    expect(projected([subscription({ items })]).subscriptions[0]?.amount).toBe(13_500);
  });

  test("a price that is not in the catalog is carried, reported, and grants nothing", () => {
    const arranged = subscription({ items: [item("si", "price_by_hand", 2)] });
    expect(projected([arranged])).toMatchObject({
      grant: freeGrant,
      subscriptions: [{ plan: null, amount: 200, foreignPriceIds: ["price_by_hand"], isDuplicate: false }],
      incidents: ["foreign_price price_by_hand sub_1"],
    });
  });

  test("an arranged subscription stands behind a plan of ours, however that stands, and before a mistake", () => {
    const before = { ...nothing, supersededIntents: new Set(["int_old"]) };
    const arranged = subscription({ id: "sub_hand", items: [item("si", "price_by_hand", 1)] });
    const unpaid = subscription({ id: "sub_ours", status: "unpaid", startedAt: later(-1_000) });
    const mistake = subscription({ id: "sub_mistake", intentId: "int_old" });
    const counting = (...all: (typeof arranged)[]) =>
      projected(all, {}, before).subscriptions.find(({ isDuplicate }) => !isDuplicate)?.stripeId;
    expect(counting(arranged, unpaid)).toBe("sub_ours");
    expect(counting(mistake, arranged)).toBe("sub_hand");
  });

  test("an unknown price on a subscription that ended stops nothing", () => {
    const old = subscription({ id: "sub_old", status: "canceled", items: [item("si", "price_retired", 1)] });
    expect(projected([old, subscription()]).grant.plan).toBe("professional");
  });

  test("of two live subscriptions the better one counts and the other is reported", () => {
    const pastDue = subscription({ id: "sub_new", status: "past_due", startedAt: later(1_000) });
    const result = projected([pastDue, subscription()]);
    expect(result.grant.access).toBe("full");
    expect(result.subscriptions.map(({ stripeId, isDuplicate }) => [stripeId, isDuplicate])).toEqual([
      ["sub_new", true],
      ["sub_1", false],
    ]);
    expect(result.incidents).toEqual(["duplicate_subscription sub_new"]);
  });

  test("of equals the newest counts", () => {
    const newer = subscription({ id: "sub_new", startedAt: later(1_000) });
    expect(projected([subscription(), newer]).incidents).toEqual(["duplicate_subscription sub_1"]);
  });

  test("the grace starts with the first failed try, however late we hear of it", () => {
    const late = subscription({ status: "past_due" });
    const attempts = [decline(days(-2)), decline(days(-3))];
    const heard = projected([late], { invoices: [invoice()], attempts });
    expect(heard.subscriptions[0]).toMatchObject({
      pastDueSince: later(days(-3)),
      graceEndsAt: later(days(-3) + graceMs),
    });
  });

  test("a failure that was paid for belongs to an episode that is over", () => {
    const late = subscription({ status: "past_due", latestInvoiceId: "in_2" });
    const invoices = [
      invoice({ status: "paid", paidAt: later(days(-30)) }),
      invoice({ id: "in_2", status: "open" }),
    ];
    const attempts = [decline(days(-33)), decline(days(-1), "in_2")];
    expect(projected([late], { invoices, attempts }).subscriptions[0]?.pastDueSince).toEqual(later(days(-1)));
  });

  // An upgrade was declined and dropped; a month later the renewal failed and the workspace was read-only at once.
  test("a failure of an invoice that is void by now starts no grace", () => {
    const late = subscription({ status: "past_due", latestInvoiceId: "in_2" });
    const invoices = [invoice({ status: "void" }), invoice({ id: "in_2", status: "open" })];
    const attempts = [decline(days(-30)), decline(days(-1), "in_2")];
    expect(projected([late], { invoices, attempts }).subscriptions[0]?.pastDueSince).toEqual(later(days(-1)));
  });

  test("where Stripe tells of no try the grace starts when we first see it, and starts once", () => {
    const late = subscription({ status: "past_due" });
    const first = projected([late]);
    expect(first.subscriptions[0]).toMatchObject({ pastDueSince: now, graceEndsAt: later(graceMs) });
    const before = { ...nothing, grant: first.grant, subscriptions: first.subscriptions };
    const second = projected([late], { takenAt: later(graceMs) }, before);
    expect(second.subscriptions[0]).toMatchObject({ graceEndsAt: later(graceMs) });
    expect(second.grant.access).toBe("restricted");
  });

  test("recovering clears the grace", () => {
    const late = projected([subscription({ status: "past_due" })]);
    const before = { ...nothing, grant: late.grant, subscriptions: late.subscriptions };
    expect(projected([subscription()], {}, before)).toMatchObject({
      grant: { access: "full" },
      subscriptions: [{ pastDueSince: null, graceEndsAt: null }],
    });
  });

  test("a holiday of collection takes nothing away", () => {
    const holiday = subscription({ isCollectionPaused: true, collectionResumesAt: later(days(30)) });
    expect(projected([holiday])).toMatchObject({
      grant: { plan: "professional", access: "full" },
      subscriptions: [{ isCollectionPaused: true, collectionResumesAt: later(days(30)) }],
    });
  });

  test("a trial that ended without a card is suspended, and says why", () => {
    const over = subscription({ status: "paused", pausedReason: "trial_end_without_payment_method" });
    expect(projected([over])).toMatchObject({
      grant: { access: "suspended" },
      subscriptions: [{ pausedReason: "trial_end_without_payment_method" }],
    });
  });

  test("the metered item has a month of its own beside an annual plan", () => {
    const metered = { ...item("si_use", "price_pro_overage", 0, 0), periodEnd: later(days(30)) };
    const base = { ...item("si_base", "price_pro_annual", 1), periodEnd: later(days(365)) };
    expect(projected([subscription({ items: [metered, base] })]).subscriptions[0]).toMatchObject({
      interval: "annual",
      periodEnd: later(days(365)),
      meteredItemId: "si_use",
      usagePeriodStart: now,
      usagePeriodEnd: later(days(30)),
    });
  });

  test("what is planned is read by price as well: a change that waits, and a schedule's next phase", () => {
    const items = [
      { priceId: "price_pro_seat", quantity: 3 },
      { priceId: "price_pro_annual", quantity: 1 },
    ];
    const planned = subscription({
      pendingItems: items,
      pendingUpdateExpiresAt: later(hours(23)),
      scheduleId: "sub_sched_1",
      nextPhase: { items: [{ priceId: "price_starter_base", quantity: 1 }], startsAt: later(days(30)) },
    });
    expect(projected([planned]).subscriptions[0]).toMatchObject({
      pendingUpdate: { plan: "professional", interval: "annual", extraSeats: 3 },
      scheduledChange: { plan: "starter", interval: "monthly", extraSeats: 0 },
      scheduledFor: later(days(30)),
    });
  });

  test("of a superseded checkout only the younger subscription is a mistake, and it never counts", () => {
    const before = { ...nothing, supersededIntents: new Set(["int_old"]) };
    const wanted = subscription({ id: "sub_wanted", intentId: "int_new" });
    const mistake = subscription({ id: "sub_mistake", intentId: "int_old", startedAt: later(1_000) });
    expect(projected([mistake, wanted], {}, before)).toMatchObject({
      mistaken: ["sub_mistake"],
      fulfilledIntents: ["int_new"],
    });
    const elder = { ...mistake, startedAt: later(-1_000) };
    expect(projected([elder, wanted], {}, before).mistaken).toEqual([]);
    expect(projected([mistake], {}, before)).toMatchObject({ mistaken: [], fulfilledIntents: ["int_old"] });
  });

  test("the same snapshot gives the same answer twice", () => {
    const twice = [subscription({ status: "past_due" }), subscription({ id: "sub_2", status: "canceled" })];
    expect(projected(twice)).toEqual(projected(twice));
  });

  test("a period is what all items have in common", () => {
    const [a, b] = [item("a", "p", 1), item("b", "p", 1)];
    const period = periodOf([
      { ...a, periodStart: later(0), periodEnd: later(100) },
      { ...b, periodStart: later(50), periodEnd: later(90) },
    ]);
    expect(period).toEqual({ start: later(50), end: later(90) });
  });
});
