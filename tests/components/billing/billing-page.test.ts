import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ChangeNotices } from "@/components/billing/change-notices";
import { DisputeNotice } from "@/components/billing/dispute-notice";
import { InvoiceList } from "@/components/billing/invoice-list";
import { NextBillCard } from "@/components/billing/next-bill-card";
import { PaymentCard } from "@/components/billing/payment-card";
import { PlanCard } from "@/components/billing/plan-card";
import { SpendingCard } from "@/components/billing/spending-card";
import { UnpaidNotice } from "@/components/billing/unpaid-notice";
import { whatCancelingDoes } from "@/lib/billing/canceling-words";
import type { Billing } from "@/lib/billing/queries";
import type { NextBill } from "@/lib/billing/running-bill/preview-invoice";
import { plansBeyond } from "@/lib/billing/schema";

const on = (day: number) => new Date(Date.UTC(2026, 11, day));

const subscription: NonNullable<Billing["subscription"]> = {
  status: "active",
  planId: "professional",
  isArranged: false,
  interval: "monthly",
  extraSeats: 0,
  currency: "usd",
  amount: 9_900,
  periodEnd: on(21),
  trialEnd: null,
  cancelAt: null,
  endedAt: null,
  graceEndsAt: null,
  discounts: [],
  isTaxLost: false,
  isCollectionPaused: false,
  collectionResumesAt: null,
  pausedReason: null,
  pausedAt: null,
  pendingUpdate: null,
  pendingUpdateExpiresAt: null,
  scheduledChange: null,
  scheduledFor: null,
};

const openInvoice: NonNullable<Billing["openInvoice"]> = {
  number: "INV-202612-000001",
  amount: 9_900,
  currency: "usd",
  hostedUrl: "https://pay.example/i/1",
  nextAttemptAt: on(3),
  needsAction: false,
};

const visa = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2030 };

function billing({
  subscription: of,
  ...rest
}: Partial<Omit<Billing, "subscription">> & { subscription?: Partial<typeof subscription> } = {}): Billing {
  return {
    mode: "live",
    planId: "professional",
    access: "full",
    subscription: { ...subscription, ...of },
    pauseEndsAt: null,
    isTrialOpen: false,
    hasTax: false,
    paymentMethod: visa,
    cardOutlived: null,
    balance: 0,
    disputes: [],
    currency: "usd",
    openInvoice: null,
    ...rest,
  };
}

/** What a reader sees, without the marks. */
const words = (node: ReactNode) =>
  renderToStaticMarkup(node)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("a failed payment", () => {
  const notice = (fields: Partial<Billing>) => {
    const failed = { status: "past_due", graceEndsAt: on(7) };
    const shown = { ...billing({ subscription: failed }), openInvoice, ...fields };
    return words(createElement(UnpaidNotice, { billing: shown, canManage: true }));
  };

  test("is tried again with the card on file", () => {
    expect(notice({})).toContain("We try the card again on 3 December 2026.");
  });

  test("without a card says that another try takes one, and does not speak of the card", () => {
    const said = notice({ paymentMethod: null });
    expect(said).toContain("We try again on 3 December 2026, which takes a card on file.");
    expect(said).not.toContain("the card");
  });

  test("that its owner has to confirm promises no other try", () => {
    const said = notice({ openInvoice: { ...openInvoice, needsAction: true } });
    expect(said).toContain("Confirm payment");
    expect(said).not.toContain("again on");
  });
});

test("a plan that was granted is not offered, nor is less than it", () => {
  expect(plansBeyond("free")).toEqual(["starter", "professional", "business"]);
  expect(plansBeyond("professional")).toEqual(["business"]);
  expect(plansBeyond("enterprise")).toEqual([]);
});

describe("what was spent beyond the plan", () => {
  const spending = {
    spent: 0,
    currency: "usd",
    paysIn: "usd",
    limit: null,
    periodStart: on(1),
    periodEnd: on(21),
  } as const;

  test("is an amount, which nobody uses", () => {
    const said = words(createElement(SpendingCard, { spending, canManage: false }));
    expect(said).toContain("Beyond the plan so far $0.00");
    expect(said).not.toContain("$0.00 used");
  });
});

test("a dispute is shown with its amount and its day, and does not alarm", () => {
  const disputes = [{ amount: 9_900, currency: "usd", openedAt: "2026-12-03T10:00:00.000Z" }];
  const said = words(createElement(DisputeNotice, { billing: billing({ disputes }) }));
  expect(said).toContain("The bank disputes a payment of $99.00");
  expect(said).toContain("since 3 December 2026. Everything keeps working");
});

describe("an invoice in the list", () => {
  const row = { number: "INV-202612-000001", kind: "invoice", currency: "usd", date: on(1) } as const;
  const shown = (refunded: number, status = "paid") =>
    words(createElement(InvoiceList, { invoices: [{ ...row, status, total: 9_900, refunded }], href: "/i" }));

  test("says how much of it went back", () => {
    expect(shown(0)).toContain("Paid");
    expect(shown(2_000)).toContain("Partly refunded");
    expect(shown(9_900)).toMatch(/ Refunded/);
    expect(shown(2_000, "void")).toContain("Void");
  });
});

describe("a plan that ends", () => {
  const ending = billing({ subscription: { cancelAt: on(21) } });
  const planCard = (shown: Billing) =>
    renderToStaticMarkup(
      createElement(PlanCard, { billing: shown, canManage: true, href: "/b", contact: "us@x.example" }),
    );

  test("has no empty footer, and takes no promotion code", () => {
    expect(planCard(billing())).toContain("card-footer");
    expect(planCard(ending)).not.toContain("card-footer");
    const payment = (shown: Billing) =>
      words(createElement(PaymentCard, { billing: shown, canManage: true, cardsHref: "/c" }));
    expect(payment(billing())).toContain("promotion code");
    expect(payment(ending)).not.toContain("promotion code");
  });

  test("is not charged again, which is not said of what is used beyond it", () => {
    const said = words(createElement(ChangeNotices, { billing: ending, canManage: true }));
    expect(said).toContain("the plan is not charged again");
    expect(said).not.toContain("nothing more is charged");
  });
});

describe("the next invoice", () => {
  const plan = { part: "plan", plan: "professional", description: "", quantity: 1, amount: 9_900 } as const;
  const use = { part: "use", plan: "professional", description: "", quantity: 0, amount: 0 } as const;
  const bill = (lines: NextBill["lines"], hasCard = true) => {
    const sums = {
      currency: "usd",
      subtotal: 9_900,
      discount: 0,
      tax: 0,
      total: 9_900,
      balance: 0,
      due: 9_900,
    };
    const isEstimate = lines.some(({ part }) => part === "use");
    const shown: NextBill = { ...sums, lines, chargedAt: on(10), isEstimate };
    return words(createElement(NextBillCard, { bill: shown, hasCard }));
  };

  test("says where it is for use alone, as that of a plan paid by the year", () => {
    expect(bill([use])).toContain("Charged on 10 December 2026, for use beyond the plan alone.");
    expect(bill([plan, use])).toContain("Charged on 10 December 2026. Use is counted until then");
  });

  test("is charged once there is a card, as in a trial that began without", () => {
    expect(bill([plan])).toContain("Charged on 10 December 2026.");
    expect(bill([plan], false)).toContain("Charged on 10 December 2026, once there is a card.");
  });
});

test("a trial without a card has an end and no first payment", () => {
  const card = (paymentMethod: Billing["paymentMethod"]) =>
    words(
      createElement(PlanCard, {
        billing: billing({ subscription: { status: "trialing", trialEnd: on(9) }, paymentMethod }),
        ...{ canManage: true, href: "/b", contact: "us@x.example" },
      }),
    );
  expect(card(visa)).toContain("First payment 9 December 2026");
  expect(card(null)).toContain("Trial ends on 9 December 2026");
});

describe("canceling", () => {
  const does = (status: string, fields: Partial<Billing> = {}) =>
    whatCancelingDoes({ openInvoice: null, ...fields }, { ...subscription, status }).join(" ");

  test("ends a paid plan with its period, a paused one at once, and a trial before it costs anything", () => {
    expect(does("active")).toContain(
      "Professional stays as it is until 21 December 2026, and is not charged",
    );
    expect(does("paused")).toContain("ends at once");
    expect(does("trialing")).toContain(
      "The trial of Professional goes on until 21 December 2026, and nothing",
    );
  });

  test("does not settle an invoice that is open, nor make a plan that is in arrears go on as it is", () => {
    const said = does("past_due", { openInvoice });
    expect(said).toContain("Invoice INV-202612-000001 of $99.00 stays open");
    expect(said).not.toContain("stays as it is");
  });
});
