import { describe, expect, test } from "vitest";
import type { SubscriptionSnapshot } from "@/lib/billing/stripe/snapshot";
import type { Projection } from "@/lib/billing/sync/project";
import { transitionsOf } from "@/lib/billing/sync/transitions";
import { days } from "@/lib/platform/clock";
import { decline, invoice, item, later, now, projected, subscription } from "./snapshots";

const none = { ...projected([]), customer: { isDeleted: false } };
const active = projected([subscription()]);

const told = (before: typeof none | Projection, after: Projection) => transitionsOf(before, after);
const kinds = (before: typeof none | Projection, after: Projection) =>
  told(before, after).map(({ kind }) => kind);
const changed = (fields: Parameters<typeof subscription>[0]) =>
  kinds(active, projected([subscription(fields)]));

describe("a subscription", () => {
  test("that did not change has nothing to tell", () => {
    expect(changed({})).toEqual([]);
  });

  test("is activated when it first runs, not while it is incomplete", () => {
    const incomplete = projected([subscription({ status: "incomplete" })]);
    expect(kinds(none, incomplete)).toEqual([]);
    expect(kinds(incomplete, active)).toEqual(["activated"]);
    expect(kinds(none, projected([subscription({ status: "trialing" })]))).toEqual(["activated"]);
  });

  test("more seats are a change and an end is an end", () => {
    expect(changed({ items: [item("b", "price_pro_base", 1), item("s", "price_pro_seat", 2)] })).toEqual([
      "changed",
    ]);
    expect(changed({ status: "canceled" })).toEqual(["canceled"]);
  });

  test("that ended says what is still owed and what is left", () => {
    const ended = projected([subscription({ status: "canceled" })]);
    const open = { ...ended, invoices: projected([], { invoices: [invoice({ status: "open" })] }).invoices };
    const rich = { ...open, customer: { ...open.customer, balance: -1_200, currency: "usd" } };
    const end = told(active, rich).find(({ kind }) => kind === "canceled");
    expect(end?.payload).toMatchObject({ openAmount: "$99.00", creditLeft: "$12.00" });
    expect(told(active, ended)[0]?.payload).not.toHaveProperty("openAmount");
  });

  test("the same change after another invoice is told again, under its own key", () => {
    const items = [item("b", "price_pro_base", 1), item("s", "price_pro_seat", 2)];
    const keys = ["in_2", "in_3"].map(
      (latestInvoiceId) => told(active, projected([subscription({ items, latestInvoiceId })]))[0]?.effectKey,
    );
    expect(new Set(keys).size).toBe(2);
  });

  test("an end that is set, taken back and set again is told three times", () => {
    const ending = (canceledAt: Date) => projected([subscription({ cancelAt: later(days(30)), canceledAt })]);
    const [first, second] = [ending(now), ending(later(1_000))];
    const keys = [told(active, first), told(first, active), told(active, second)].flat();
    expect(keys.map(({ kind }) => kind)).toEqual(["cancel_scheduled", "cancel_undone", "cancel_scheduled"]);
    expect(new Set(keys.map(({ effectKey }) => effectKey)).size).toBe(3);
  });

  test("a scheduled change is told when it is planned and when it is dropped, not when it comes true", () => {
    const nextPhase = { items: [{ priceId: "price_starter_base", quantity: 1 }], startsAt: later(days(30)) };
    const planned = projected([subscription({ scheduleId: "sub_sched_1", nextPhase })]);
    expect(kinds(active, planned)).toEqual(["change_scheduled"]);
    expect(kinds(planned, active)).toEqual(["change_unscheduled"]);
    const items = [item("b", "price_starter_base", 1)];
    expect(kinds(planned, projected([subscription({ items })]))).toEqual(["changed"]);
  });

  test("a change that waits for its payment either comes or expires", () => {
    const pendingItems = [{ priceId: "price_pro_annual", quantity: 1 }];
    const waiting = projected([subscription({ pendingItems, pendingUpdateExpiresAt: later(days(1)) })]);
    expect(kinds(active, waiting)).toEqual(["change_pending"]);
    expect(kinds(waiting, active)).toEqual(["change_expired"]);
    const items = [item("b", "price_pro_annual", 1)];
    expect(kinds(waiting, projected([subscription({ items })]))).toEqual(["changed"]);
  });

  test("pause, resume, a holiday of collection and a discount are told once each", () => {
    const paused = projected([subscription({ status: "paused", pausedAt: now })]);
    expect(kinds(active, paused)).toEqual(["paused"]);
    expect(kinds(paused, active)).toEqual(["resumed"]);
    expect(changed({ isCollectionPaused: true })).toEqual(["collection_paused"]);
    const discount = {
      id: "di_1",
      name: "Spring",
      code: null,
      percentOff: 20,
      amountOff: null,
      endsAt: null,
    };
    expect(changed({ discounts: [discount] })).toEqual(["discounted"]);
  });

  test("a second one is reported and not welcomed", () => {
    const elder = subscription({ id: "sub_0", startedAt: later(-1_000) });
    expect(kinds(none, projected([elder, subscription()]))).toEqual(["duplicate", "activated"]);
  });
});

describe("an invoice", () => {
  const paid = invoice({ status: "paid", amountPaid: 9_900, amountRemaining: 0, paidAt: now });
  const invoiceKinds = (before: Projection | typeof none, one: ReturnType<typeof invoice>) =>
    kinds(before, { ...active, invoices: projected([], { invoices: [one] }).invoices }).filter(
      (kind) => kind !== "activated",
    );

  test("is issued once and paid once; nothing due is no receipt", () => {
    const open = projected([subscription()], { invoices: [invoice({ attemptCount: 0 })] });
    expect(invoiceKinds(active, invoice({ attemptCount: 0 }))).toEqual(["invoice_issued"]);
    expect(invoiceKinds(open, paid)).toEqual(["paid"]);
    expect(invoiceKinds(open, { ...paid, amountPaid: 0 })).toEqual([]);
    expect(invoiceKinds(projected([], { invoices: [paid] }), paid)).toEqual([]);
  });

  test("each failed try is told, except the one made in front of the person who pays", () => {
    const issued = projected([], { invoices: [invoice({ attemptCount: 1 })] });
    expect(invoiceKinds(issued, invoice({ attemptCount: 2 }))).toEqual(["payment_failed"]);
    const first = invoice({ attemptCount: 2, billingReason: "subscription_create" });
    expect(invoiceKinds(issued, first)).toEqual([]);
  });

  test("a confirmation that is asked for, and an invoice Stripe cannot finish, are told", () => {
    const issued = projected([], { invoices: [invoice()] });
    const asking = projected([], { invoices: [invoice({ needsAction: true })] });
    expect(kinds(issued, asking)).toEqual(["action_required"]);
    expect(invoiceKinds(issued, invoice({ lastError: "customer_tax_location_invalid" }))).toEqual([
      "finalization_failed",
    ]);
  });
});

const refund = {
  stripeId: "re_1",
  kind: "refund" as const,
  invoiceId: "in_1",
  stripeNumber: null,
  status: "succeeded",
  reason: null,
  amount: 500,
  currency: "usd",
  tax: 0,
  lines: [],
  taxes: [],
  pdfUrl: null,
  creditNoteId: null,
  adjustedAt: now,
};

describe("what goes back", () => {
  test("a refund is told once it has arrived", () => {
    const under = projected([subscription()], { adjustments: [{ ...refund, status: "pending" }] });
    expect(kinds(active, under)).toEqual([]);
    const done = projected([subscription()], { adjustments: [refund] });
    expect(kinds(under, done)).toEqual(["adjusted"]);
    expect(kinds(done, done)).toEqual([]);
  });

  test("a credit note says whether it came after the payment, and so is credit", () => {
    const note = { ...refund, stripeId: "cn_1", kind: "credit_note" as const, status: "issued" };
    const payloadFor = (fields: Parameters<typeof invoice>[0]) => {
      const noted = projected([subscription()], { invoices: [invoice(fields)], adjustments: [note] });
      return told(active, noted).find(({ kind }) => kind === "adjusted")?.payload;
    };
    expect(payloadFor({ status: "paid", amountPaid: 9_900, paidAt: later(-1_000) })).toHaveProperty("isKept");
    expect(payloadFor({ status: "open" })).not.toHaveProperty("isKept");
    expect(payloadFor({ status: "paid", amountPaid: 9_400, paidAt: later(1_000) })).not.toHaveProperty(
      "isKept",
    );
  });
});

describe("dunning", () => {
  const owing = (sinceMs: number) =>
    projected([subscription({ status: "past_due" })], {
      invoices: [invoice()],
      attempts: [decline(sinceMs)],
    });
  const keys = (sinceMs: number) =>
    told(owing(sinceMs), owing(sinceMs)).map(({ kind, effectKey }) => [kind, effectKey]);

  test("stands at the latest step that is due, and names it by invoice and step", () => {
    expect(keys(0)).toEqual([["dunning", "dunning:in_1:d0"]]);
    expect(keys(days(-3))).toEqual([["dunning", "dunning:in_1:d3"]]);
    expect(keys(days(-6))).toEqual([["dunning", "dunning:in_1:d5"]]);
    expect(keys(days(-7))).toEqual([["restricted", "dunning:in_1:d7"]]);
    expect(keys(days(-20))).toEqual([["dunning", "dunning:in_1:d14"]]);
  });

  test("ends with the payment, and a subscription that gave up is read-only", () => {
    const running = (status: "paid" | "open") =>
      projected([subscription()], { invoices: [invoice({ status })] });
    expect(kinds(owing(days(-8)), running("paid"))).toContain("recovered");
    // It was paused and resumed in between: it runs, and the invoice is still owed.
    expect(kinds(owing(days(-8)), running("open"))).toEqual([]);
    const unpaid = projected([subscription({ status: "unpaid" })], { invoices: [invoice()] });
    expect(kinds(owing(days(-8)), unpaid)).toEqual(["restricted"]);
  });
});

describe("what the calendar brings", () => {
  test("a trial is announced three days ahead, unless it is to end anyway", () => {
    const trialing = (inMs: number, cancelAt: Date | null = null) =>
      projected([subscription({ status: "trialing", trialEnd: later(inMs), cancelAt })]);
    const known = trialing(days(4));
    expect(kinds(known, trialing(days(3) + 1))).toEqual([]);
    expect(kinds(known, trialing(days(3)))).toEqual(["trial_ending"]);
    const ending = trialing(days(2), later(days(2)));
    expect(kinds(ending, ending)).toEqual([]);
  });

  test("a year's renewal is announced a week ahead, a month's is not", () => {
    const renewing = (priceId: string) => {
      const soon = projected([
        subscription({ items: [{ ...item("b", priceId, 1), periodEnd: later(days(7)) }] }),
      ]);
      return kinds(soon, soon);
    };
    expect(renewing("price_pro_annual")).toEqual(["renewal_ahead"]);
    expect(renewing("price_pro_base")).toEqual([]);
  });

  describe("a card that is over by the next charge", () => {
    const announced = (expMonth: number, chargedIn: number, fields: Partial<SubscriptionSnapshot> = {}) => {
      const paymentMethod = { brand: "visa", last4: "4242", expMonth, expYear: 2026 };
      const base = { ...item("b", "price_pro_annual", 1), periodEnd: later(days(chargedIn)) };
      const one = projected([subscription({ paymentMethod, items: [base], ...fields })]);
      return told(one, one).filter(({ kind }) => kind === "card_expiring");
    };
    const keys = (...about: Parameters<typeof announced>) =>
      announced(...about).map(({ effectKey }) => effectKey);

    test("is announced a month and a week before that charge, under a key of each", () => {
      expect(keys(11, 31)).toEqual([]);
      expect(keys(11, 30)).toEqual(["card-expiring:cus_1:4242:202611"]);
      expect(keys(11, 8)).toEqual([]);
      expect(keys(10, 8)).toEqual(["card-expiring:cus_1:4242:202610"]);
      expect(keys(10, 7)).toEqual(["card-expiring:cus_1:4242:202610:last"]);
    });

    test("is good until its month is over", () => {
      expect(announced(11, 30)[0]?.payload).toMatchObject({ expiresOn: "30 November 2026" });
      expect(announced(11, 30)[0]?.payload).not.toHaveProperty("isExpired");
      expect(announced(10, 30)[0]?.payload).toMatchObject({ expiresOn: "31 October 2026", isExpired: "yes" });
      expect(keys(12, 30)).toEqual([]);
    });

    test("is nothing where nothing will be charged", () => {
      expect(keys(10, 7, { cancelAt: later(days(7)) })).toEqual([]);
      expect(keys(10, 7, { isCollectionPaused: true })).toEqual([]);
      expect(keys(10, 7, { status: "paused" })).toEqual([]);
    });
  });
});

const dispute = { id: "dp_1", amount: 9_900, currency: "usd", openedAt: "2026-12-03T10:00:00.000Z" };

test("a dispute is told with its amount and its day", () => {
  const disputed = { ...active, customer: { ...active.customer, openDisputes: [dispute] } };
  expect(told(active, disputed)[0]?.payload).toEqual({ amount: "$99.00", disputedOn: "3 December 2026" });
});

test("nothing is named by an id of Stripe's, whatever else is missing", () => {
  const draft = invoice({ status: "draft", lastError: "no address", number: null });
  const after = projected([subscription()], {
    invoices: [draft],
    adjustments: [{ ...refund, invoiceId: "in_0" }],
  });
  const disputed = { ...after, customer: { ...after.customer, openDisputes: [dispute] } };
  const all = told(active, disputed);
  expect(all.map(({ kind }) => kind).toSorted()).toEqual(["adjusted", "disputed", "finalization_failed"]);
  const words = all.map(({ subject, payload }) => JSON.stringify([subject.label, payload]));
  expect(words.join(" ")).not.toMatch(/\b(?:cus|dp|in|re|cn)_/);
});
