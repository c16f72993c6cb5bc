import { beforeAll, expect, test } from "vitest";
import { cancelAtOnce } from "@/lib/billing/stripe/cancel-at-once";
import { previewUpdate, updateItems } from "@/lib/billing/stripe/changes";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import {
  cancelAtPeriodEnd,
  cancelNow,
  endTrial,
  pauseSubscription,
  removeCancellation,
  resumeSubscription,
} from "@/lib/billing/stripe/lifecycle";
import { addMeteredItem } from "@/lib/billing/stripe/metered-item";
import { readUsage, reportUsage } from "@/lib/billing/stripe/meters";
import { readNextInvoice } from "@/lib/billing/stripe/next-invoice";
import { holdCollection, moveTrialEnd, releaseCollection } from "@/lib/billing/stripe/operations";
import { findPromotionCodeId, redeemPromotionCode } from "@/lib/billing/stripe/promotion";
import { fetchSnapshot, listSubscriptionsOn } from "@/lib/billing/stripe/read";
import { releaseSchedule, scheduleItems } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import { giveStayingDiscount } from "@/lib/billing/stripe/staying-discount";
import { contract, key, made, subscribed } from "./shared";

const soon = () => Math.floor(Date.now() / 1_000);

export function aSubscription() {
  let bought: Awaited<ReturnType<typeof subscribed>>;
  const id = () => bought.subscription.id;
  beforeAll(async () => {
    bought = await subscribed();
  });

  test("is read with what decides about it", async () => {
    expect(await readStanding(id())).toMatchObject({ customerId: bought.customer, hasCard: true });
  });

  test("is previewed and changed", async () => {
    const update = {
      ...{ subscriptionId: id(), startsOver: false, prorationDate: null, promotionCodeId: null },
      ...{ meteredPriceIds: [], keptDiscountIds: null },
      items: [{ priceId: made.seat, quantity: 2 }],
      proration: "always_invoice" as const,
    };
    const waiting = { ...update, proration: "create_prorations" as const };
    const { ownLines, prorationDate } = await previewUpdate(waiting, "next");
    expect(ownLines.length).toBeGreaterThan(0);
    const { items } = await updateItems({ ...update, prorationDate }, key("update"));
    expect(items).toHaveLength(2);
  });

  test("is scheduled to become other items, and released", async () => {
    const items = [{ priceId: made.base, quantity: 1 }];
    const wanted = {
      subscriptionId: id(),
      items,
      interval: "monthly" as const,
      startsOver: false,
      ...{ discountIds: [], keptDiscountIds: [] },
    };
    await scheduleItems(wanted, (step) => key(`schedule:${step}`));
    const priced = (await readNextInvoice(id())).lines.map(({ priceId }) => priceId);
    expect(priced).toEqual([made.base]);
    const { schedule } = await contract().dashboard.subscriptions.retrieve(id());
    await releaseSchedule(String(schedule), key("release"));
    expect((await contract().dashboard.subscriptions.retrieve(id())).schedule).toBeNull();
  });

  test("is billed by use", async () => {
    await addMeteredItem(id(), made.metered);
    const at = new Date();
    const report = { metric: "apiCalls" as const, customerId: bought.customer, total: "3", at };
    await reportUsage({ ...report, identifier: key("usage") });
    await reportUsage({ ...report, identifier: key("usage") });
    const used = await readUsage("apiCalls", bought.customer, {
      startsAt: new Date(at.getTime() - 60_000),
      endsAt: at,
    });
    expect(used === null || used >= 0).toBe(true);
    expect((await readNextInvoice(id())).lines.length).toBeGreaterThan(1);
  });

  test("is set to end, and goes on", async () => {
    await cancelAtPeriodEnd(id(), { feedback: "too_expensive", comment: null }, key("cancel"));
    expect((await contract().dashboard.subscriptions.retrieve(id())).cancel_at).not.toBeNull();
    await removeCancellation(id(), key("go on"));
    expect((await contract().dashboard.subscriptions.retrieve(id())).cancel_at).toBeNull();
  });

  test("is given discounts by code and for staying", async () => {
    const coupon = await contract().dashboard.coupons.create({ percent_off: 10, duration: "forever" });
    const code = `C${contract().run}`.toUpperCase();
    await contract().dashboard.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code,
    });
    const found = await findPromotionCodeId(code.toLowerCase(), bought.customer);
    const base = (await readStanding(id())).items.find(({ priceId }) => priceId === made.base);
    const items = [{ id: base?.id ?? "", priceId: made.base, quantity: 2 }];
    const update = {
      ...{ subscriptionId: id(), startsOver: false, prorationDate: null, meteredPriceIds: [] },
      ...{ items, proration: "none" as const, promotionCodeId: null, keptDiscountIds: null },
    };
    const cheaper = { ...update, promotionCodeId: found };
    expect((await previewUpdate(cheaper, "recurring")).discount).toBeGreaterThan(0);
    await redeemPromotionCode(id(), found ?? "", key("redeem"));
    expect(await findPromotionCodeId(`${code}NONE`, bought.customer)).toBeNull();
    const offer = { percentOff: 20, months: 3, intentId: "int_contract" };
    await giveStayingDiscount(id(), offer, key("stay"));
    await giveStayingDiscount(id(), offer, key("stay again"));
    expect((await readStanding(id())).stayingDiscountIds).toHaveLength(1);
    const dearer = { ...update, keptDiscountIds: [] };
    expect((await previewUpdate(dearer, "recurring")).discount).toBe(0);
    expect((await updateItems(dearer, key("no discount"))).discounts).toEqual([]);
  });

  test("holds its collection and lets it go", async () => {
    await holdCollection(id(), new Date(Date.now() + 10 * 86_400_000), key("hold"));
    expect((await contract().dashboard.subscriptions.retrieve(id())).pause_collection).toMatchObject({
      behavior: "void",
    });
    await releaseCollection(id(), key("let go"));
    expect((await contract().dashboard.subscriptions.retrieve(id())).pause_collection).toBeNull();
  });

  test("stands still and goes on", async () => {
    await pauseSubscription(id(), key("pause"));
    expect((await contract().dashboard.subscriptions.retrieve(id())).status).toBe("paused");
    expect((await resumeSubscription(id(), key("resume"))).status).toBe("active");
  });

  test("is read whole with all that belongs to its customer", async () => {
    const { invoices, subscriptions, attempts } = await fetchSnapshot(bought.customer);
    expect([invoices.length > 1, subscriptions.length, attempts.length > 0]).toEqual([true, 1, true]);
  });

  test("ends at once, also when it has ended already", async () => {
    await cancelAtOnce(id());
    await cancelAtOnce(id());
    expect((await contract().dashboard.subscriptions.retrieve(id())).status).toBe("canceled");
    const refusal = await cancelNow(id(), { feedback: null, comment: null }, key("late")).catch(
      (error) => error,
    );
    expect(isRefusedByStripe(refusal)).toBe(true);
  });

  test("that was never paid for ends at once, too, and once more", async () => {
    const { subscription } = await subscribed("pm_card_chargeCustomerFail");
    await cancelAtOnce(subscription.id);
    await cancelAtOnce(subscription.id);
    expect((await contract().dashboard.subscriptions.retrieve(subscription.id)).status).toBe(
      "incomplete_expired",
    );
  });

  test("in a trial is moved, then paid for", async () => {
    const { subscription } = await subscribed("pm_card_visa", { trial_period_days: 7 });
    await moveTrialEnd(subscription.id, new Date((soon() + 10 * 86_400) * 1_000), key("move trial"));
    expect((await endTrial(subscription.id, key("end trial"))).status).toBe("active");
  });

  test("in another currency than its price's own is read in that", async () => {
    const coupon = await contract().dashboard.coupons.create({
      ...{ duration: "forever", amount_off: 500, currency: "usd" },
      currency_options: { eur: { amount_off: 400 } },
    });
    const terms = { currency: "eur", discounts: [{ coupon: coupon.id }] };
    const { customer, subscription } = await subscribed("pm_card_visa", terms);
    const amounts = { currency: "eur", items: [{ priceId: made.base, unitAmount: 2_700 }] };
    const { subscriptions } = await fetchSnapshot(customer);
    expect(subscriptions).toMatchObject([{ ...amounts, discounts: [{ amountOff: 400 }] }]);
    const onPrice = await listSubscriptionsOn([made.base]);
    expect(onPrice.find(({ id }) => id === subscription.id)).toMatchObject(amounts);
  });
}
