import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { createCustomerAt, invoiceOf } from "./support.js";

const { local, stripe, prices, subscribed } = withSubscriptions();

async function submit(url: string, form: Record<string, string>): Promise<number> {
  const body = new URLSearchParams({ expiry: "12 / 39", cvc: "123", ...form });
  return (await fetch(url, { method: "POST", body, redirect: "manual" })).status;
}

const pdfOf = async (url: string | null | undefined) => (await fetch(String(url))).text();

describe("the hosted invoice", () => {
  test("an open invoice is paid with a card, and a refused card says so", async () => {
    const { subscription } = await subscribed({}, "pm_card_chargeCustomerFail");
    const { id, hosted_invoice_url: url } = await invoiceOf(stripe(), subscription);
    expect(await submit(String(url), { number: "4000000000000341" })).toBe(422);
    expect(await submit(String(url), { number: "4242424242424242" })).toBe(303);
    expect((await stripe().invoices.retrieve(id)).status).toBe("paid");
  });

  test("its PDF has the number, every line and what adds up to the amount due, on as many pages as needed", async () => {
    const { customer } = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    await stripe().customers.update(customer, { name: "Müller (Söhne)" });
    for (let index = 1; index <= 60; index++) {
      await stripe().invoiceItems.create({
        customer,
        amount: 100,
        currency: "usd",
        description: `Line ${index}.`,
      });
    }
    const { id } = await stripe().invoices.create({ customer, pending_invoice_items_behavior: "include" });
    const invoice = await stripe().invoices.finalizeInvoice(id);
    const pdf = await pdfOf(invoice.invoice_pdf);
    expect(pdf.startsWith("%PDF-1.4")).toBe(true);
    expect(pdf).toContain("/Count 2");
    expect(pdf).toContain(`(Invoice ${invoice.number})`);
    for (let index = 1; index <= 60; index++) expect(pdf).toContain(`Line ${index}.`);
    expect(pdf).toMatch(/Amount due +\$60\.00/);
  });
});

describe("the viewer", () => {
  test("makes the next payment fail, once, and moves the clock", async () => {
    const customer = (await stripe().customers.create({})).id;
    const method = await stripe().paymentMethods.attach("pm_card_visa", { customer });
    await submit(`${local().url}/`, { intent: "fail" });
    const input = { customer, default_payment_method: method.id, items: [{ price: prices().starter.id }] };
    expect((await stripe().subscriptions.create(input)).status).toBe("incomplete");
    const second = await stripe().subscriptions.create(input);
    expect(second.status).toBe("active");
    await submit(`${local().url}/`, { intent: "month" });
    await submit(`${local().url}/`, { intent: "day" });
    const renewed = await stripe().subscriptions.retrieve(second.id);
    expect(renewed.latest_invoice).not.toBe(second.latest_invoice);
  });

  test("shows a delivery's event and the object it is about", async () => {
    const { customer } = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    const page = await fetch(`${local().url}/objects/${customer}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("buyer@example.com");
    expect((await fetch(`${local().url}/objects/cus_nobody`)).status).toBe(404);
  });
});
