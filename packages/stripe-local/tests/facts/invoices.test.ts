import { describe, expect } from "vitest";
import { withSubscriptions } from "../subscribed.js";
import { createCustomerAt } from "../support.js";
import { fact, refused } from "./fact.js";

const { stripe, prices, subscribed } = withSubscriptions();

const customer = async (card: string | null = "pm_card_visa") =>
  (await createCustomerAt(stripe(), "2026-11-01T00:00:00Z", card)).customer;
const draftOf = async (owner: string) =>
  (await stripe().invoices.create({ customer: owner, auto_advance: false })).id;
const item = (owner: string, amount: number, invoice?: string) =>
  stripe().invoiceItems.create({ customer: owner, amount, currency: "usd", ...(invoice ? { invoice } : {}) });
const charged = async () => {
  const { customer: owner } = await subscribed();
  const [charge] = (await stripe().charges.list({ customer: owner })).data;
  return charge?.id ?? "";
};

describe("an invoice", () => {
  fact(
    "paper_tiger/contract_test.exs",
    "A new invoice is an empty draft whose id begins with in_",
    async () => {
      const owner = await customer();
      const made = await stripe().invoices.create({ customer: owner });
      expect(made).toMatchObject({
        object: "invoice",
        customer: owner,
        status: "draft",
        total: 0,
        livemode: false,
      });
      expect(made.id).toMatch(/^in_/);
      expect(await stripe().invoices.retrieve(made.id)).toMatchObject({ id: made.id, customer: owner });
    },
  );

  fact(
    "paper_tiger/contract_test.exs",
    "The lines of an invoice are a list that says whether it goes on",
    async () => {
      const { lines } = await stripe().invoices.create({ customer: await customer() });
      expect(lines).toMatchObject({ object: "list", data: [], has_more: false });
    },
  );

  fact(
    "paper_tiger/contract_test.exs",
    "A draft has no moment of being finalized or paid yet, and no charge",
    async () => {
      const draft = await stripe().invoices.create({ customer: await customer() });
      expect(draft.status_transitions).toMatchObject({ finalized_at: null, paid_at: null });
      expect(draft).not.toHaveProperty("charge");
    },
  );

  fact("paper_tiger/contract_test.exs", "An item is put on the draft it names", async () => {
    const owner = await customer();
    const invoice = await draftOf(owner);
    const made = await item(owner, 4900, invoice);
    expect(made).toMatchObject({ object: "invoiceitem", amount: 4900, currency: "usd", invoice });
    expect(made.id).toMatch(/^ii_/);
    expect((await stripe().invoices.retrieve(invoice)).total).toBe(4900);
  });

  fact(
    "paper_tiger/contract_test.exs",
    "Invoices are listed by their status, before and after one is finalized",
    async () => {
      const owner = await customer();
      const first = await draftOf(owner);
      await item(owner, 1000, first);
      await draftOf(owner);
      const count = async (status: "draft" | "open") =>
        (await stripe().invoices.list({ customer: owner, status })).data.length;
      expect([await count("draft"), await count("open")]).toEqual([2, 0]);
      expect((await stripe().invoices.finalizeInvoice(first)).status).toBe("open");
      expect([await count("draft"), await count("open")]).toEqual([1, 1]);
    },
  );

  fact(
    "paper_tiger/contract_test.exs",
    "An uncollectible invoice still has its whole amount remaining",
    async () => {
      const owner = await customer();
      const id = await draftOf(owner);
      await item(owner, 2200, id);
      await stripe().invoices.finalizeInvoice(id);
      const given = await stripe().invoices.markUncollectible(id);
      expect([given.status, given.amount_remaining]).toEqual(["uncollectible", given.amount_due]);
    },
  );

  fact(
    "cashier/InvoicesTest.php",
    "An invoice of one item costs what the item costs, and is paid by the default card",
    async () => {
      const owner = await customer();
      const id = await draftOf(owner);
      await item(owner, 49_900, id);
      expect(await stripe().invoices.pay(id)).toMatchObject({
        status: "paid",
        total: 49_900,
        amount_paid: 49_900,
      });
    },
  );

  fact("cashier/InvoicesTest.php", "An item of a price costs its amount times the quantity", async () => {
    const owner = await customer();
    const { id: price } = await stripe().prices.create({
      currency: "usd",
      unit_amount: 499,
      product_data: { name: "T-shirt" },
    });
    const invoice = await draftOf(owner);
    await stripe().invoiceItems.create({ customer: owner, invoice, pricing: { price }, quantity: 2 });
    expect((await stripe().invoices.retrieve(invoice)).total).toBe(998);
  });

  fact(
    "pay/test_stripe_can_create_an_invoice.yml",
    "A waiting item is taken where that is asked for",
    async () => {
      const owner = await customer();
      await item(owner, 1000);
      const without = await stripe().invoices.create({ customer: owner });
      const made = await stripe().invoices.create({
        customer: owner,
        pending_invoice_items_behavior: "include",
      });
      expect([without.total, made.total]).toEqual([0, 1000]);
    },
  );
});

describe("a preview", () => {
  fact(
    "ruby-mock/invoice_examples.rb",
    "The next invoice of a subscription has its price for the period that follows",
    async () => {
      const { subscription } = await subscribed({ items: [{ price: prices().starter.id, quantity: 2 }] });
      const next = await stripe().invoices.createPreview({ subscription: subscription.id });
      const [line] = next.lines.data;
      expect([next.amount_due, next.total, line?.amount]).toEqual([5800, 5800, 5800]);
      expect(line?.period.start).toBe(next.period_end);
    },
  );

  fact("ruby-mock/invoice_examples.rb", "A percentage that goes on comes off the next invoice", async () => {
    const { id: coupon } = await stripe().coupons.create({ percent_off: 50, duration: "forever" });
    const { subscription } = await subscribed({ discounts: [{ coupon }] });
    const next = await stripe().invoices.createPreview({ subscription: subscription.id });
    expect([next.subtotal, next.total]).toEqual([2900, 1450]);
  });

  fact("ruby-mock/invoice_examples.rb", "An amount that goes on comes off the next invoice", async () => {
    const terms = {
      amount_off: 1000,
      currency: "usd",
      duration: "repeating",
      duration_in_months: 6,
    } as const;
    const { id: coupon } = await stripe().coupons.create(terms);
    const { subscription } = await subscribed({ discounts: [{ coupon }] });
    const next = await stripe().invoices.createPreview({ subscription: subscription.id });
    expect([next.subtotal, next.total]).toEqual([2900, 1900]);
  });
});

describe("money back", () => {
  fact("ruby-mock/refund_examples.rb", "A refund without an amount is of the whole charge", async () => {
    const charge = await charged();
    expect(await stripe().refunds.create({ charge })).toMatchObject({
      amount: 2900,
      charge,
      object: "refund",
    });
  });

  fact("ruby-mock/refund_examples.rb", "A charge counts what was refunded in parts", async () => {
    const charge = await charged();
    await stripe().refunds.create({ charge, amount: 300 });
    await stripe().refunds.create({ charge, amount: 400 });
    const after = await stripe().charges.retrieve(charge, { expand: ["refunds"] });
    expect([after.amount_refunded, after.refunds?.data.length, after.refunded]).toEqual([700, 2, false]);
  });

  fact("paper_tiger/contract_test.exs", "Refunds are listed by their charge", async () => {
    const charge = await charged();
    const { id } = await stripe().refunds.create({ charge, amount: 600 });
    const { data } = await stripe().refunds.list({ charge, limit: 10 });
    expect(data.map((each) => each.id)).toEqual([id]);
  });

  fact("paper_tiger/contract_test.exs", "A payment intent has a secret and no list of charges", async () => {
    const { customer: owner } = await subscribed();
    const [intent] = (await stripe().paymentIntents.list({ customer: owner })).data;
    expect(intent?.client_secret).toContain("_secret_");
    expect(intent).not.toHaveProperty("charges");
  });
});

describe("is refused", () => {
  refused(
    "pay/test_get_upcoming_invoice.yml",
    "A preview of nobody and nothing is refused",
    () => stripe().invoices.createPreview({}),
    {},
  );
});
