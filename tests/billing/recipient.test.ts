import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import { addressLines, factsOf } from "@/lib/billing/invoices/invoice-text";
import { listInvoices } from "@/lib/billing/queries";
import { getRecipient } from "@/lib/billing/recipient/get-recipient";
import { setRecipient } from "@/lib/billing/recipient/set-recipient";
import { syncNow } from "@/lib/billing/sync/sync";
import { drainJobs } from "@/lib/entry/job";
import { spoken } from "../support/spoken";
import { type TestWorkspace, workspace } from "../support/world";
import { type LocalBilling, noticesTo, payingWorkspace, startLocalBilling, subscribe } from "./local-billing";
import { payAt } from "./pay-at";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const acmeGmbh = {
  ...{ name: "Acme GmbH", line1: "Lange Straße 1", postalCode: "10115", city: "Berlin", country: "DE" },
  ...{ taxId: "DE123456789", purchaseOrder: "PO-4711", email: "invoices@acme.example" },
};

test("checkout asks for the address and the company, and keeps both", async () => {
  const acme = await workspace({ plan: "free" });
  await acme.owner.run(startCheckout, { plan: "professional", interval: "monthly" });
  const { data } = await billing.dashboard.checkout.sessions.list({ limit: 1 });
  expect(data[0]).toMatchObject({
    billing_address_collection: "required",
    tax_id_collection: { enabled: true },
  });
});

describe("a buyer who names no company on Stripe's page", () => {
  /** Kim Larsen is the name on the card. */
  async function bought(acme: TestWorkspace, typed: { company?: string } = {}) {
    const { url } = await acme.owner.run(startCheckout, { plan: "professional", interval: "monthly" });
    await payAt(url, { card: "4242424242424242", ...typed });
    const { data } = await billing.dashboard.checkout.sessions.list({ limit: 1 });
    const customerId = String(data[0]?.customer);
    await syncNow(customerId);
    await drainJobs();
    await syncNow(customerId);
    return customerId;
  }

  const madeOutTo = async ({ owner }: TestWorkspace) => {
    const { items } = await owner.ask(listInvoices, {});
    const invoices = await Promise.all(items.map(({ number }) => owner.ask(getInvoice, { number })));
    return invoices.map((invoice) => addressLines(invoice)[0]);
  };
  const nameAtStripe = async (customerId: string) => {
    const customer = await billing.dashboard.customers.retrieve(customerId);
    return customer.deleted ? null : customer.name;
  };

  test("has invoices made out to the workspace, at Stripe too: who holds the card is no recipient", async () => {
    const acme = await workspace({ plan: "free" });
    const customerId = await bought(acme);
    const { name } = acme.owner.context.tenant;
    expect(await madeOutTo(acme)).toEqual([name]);
    expect((await acme.owner.ask(getRecipient, {})).recipient).toMatchObject({
      name,
      line1: "1 Market Street",
    });
    expect(await nameAtStripe(customerId)).toBe(name);
    // In Stripe's portal they may name themselves all the same, which is meant.
    await billing.dashboard.customers.update(customerId, { name: "Kim Larsen" });
    await syncNow(customerId);
    expect((await acme.owner.ask(getRecipient, {})).recipient).toMatchObject({ name: "Kim Larsen" });
    billing.local.emulator.control.advance({ months: 1 });
    billing.local.emulator.control.advance({ days: 1 });
    await syncNow(customerId);
    expect(await madeOutTo(acme)).toEqual(["Kim Larsen", name]);
  });

  test("has them made out to the recipient that was set before, be it a person who pays with their own card", async () => {
    const acme = await payingWorkspace();
    const { taxId: _, ...kim } = { ...acmeGmbh, name: "Kim Larsen", country: "US", postalCode: "94107" };
    await acme.owner.run(setRecipient, { ...kim, name: "Kim Larsen & Daughters" });
    await bought(acme);
    expect(await madeOutTo(acme)).toEqual(["Kim Larsen & Daughters"]);
    expect(await nameAtStripe(acme.customerId)).toBe("Kim Larsen & Daughters");
    await acme.owner.run(setRecipient, kim);
    await drainJobs();
    await syncNow(acme.customerId);
    expect(await nameAtStripe(acme.customerId)).toBe("Kim Larsen");
    expect((await acme.owner.ask(getRecipient, {})).recipient).toMatchObject({ name: "Kim Larsen" });
    expect(await madeOutTo(acme)).toEqual(["Kim Larsen & Daughters"]);
  });

  test("is another matter where a company was named", async () => {
    const acme = await workspace({ plan: "free" });
    const customerId = await bought(acme, { company: "Larsen Ltd" });
    expect(await madeOutTo(acme)).toEqual(["Larsen Ltd"]);
    expect(await nameAtStripe(customerId)).toBe("Larsen Ltd");
  });
});

test("invoices are made out to whom the owner says, with the number of their order", async () => {
  const acme = await payingWorkspace();
  await acme.owner.run(setRecipient, acmeGmbh);
  expect(await acme.billing.ask(getRecipient, {})).toMatchObject({ recipient: acmeGmbh });
  await subscribe(billing, acme.customerId);
  await syncNow(acme.customerId);
  const [row] = (await acme.owner.ask(listInvoices, {})).items;
  const invoice = await acme.owner.ask(getInvoice, { number: row?.number ?? "" });
  expect(addressLines(invoice)).toEqual([
    ...["Acme GmbH", "Lange Straße 1", "10115 Berlin", "Germany", "Tax ID DE123456789"],
  ]);
  expect(factsOf(invoice)).toContainEqual(["Your order", "PO-4711"]);
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items).toContainEqual(
    expect.objectContaining({ type: "recipient.requested", subjectLabel: "Acme GmbH" }),
  );
});

test("receipts go to the address for invoices as well, and other notices do not", async () => {
  const acme = await payingWorkspace();
  const email = `invoices-${acme.slug}@acme.example`;
  await acme.owner.run(setRecipient, { ...acmeGmbh, email });
  await subscribe(billing, acme.customerId);
  await syncNow(acme.customerId);
  expect(await noticesTo(email)).toEqual(["paid"]);
  expect(await noticesTo(acme.owner.email)).toEqual(expect.arrayContaining(["paid", "activated"]));
});

test("what is left out is taken off, and another tax id takes the place of the first", async () => {
  const acme = await payingWorkspace();
  await acme.owner.run(setRecipient, { ...acmeGmbh, line2: "Hof 2" });
  const { purchaseOrder: _order, ...without } = acmeGmbh;
  await acme.owner.run(setRecipient, { ...without, taxId: "DE987654321" });
  const customer = await billing.dashboard.customers.retrieve(acme.customerId, { expand: ["tax_ids"] });
  expect(customer).toMatchObject({
    address: { line1: "Lange Straße 1", line2: null },
    invoice_settings: { custom_fields: null },
    tax_ids: { data: [{ type: "eu_vat", value: "DE987654321" }] },
  });
  await acme.owner.run(setRecipient, { ...without, taxId: undefined });
  expect((await acme.owner.ask(getRecipient, {})).recipient).toMatchObject({ taxId: null });
});

test("a tax id that Stripe refuses is said beside its field, and nothing has changed", async () => {
  const acme = await payingWorkspace();
  await acme.owner.run(setRecipient, acmeGmbh);
  const wrong = { ...acmeGmbh, name: "Somebody else", taxId: "DE12345" };
  await expect(acme.owner.run(setRecipient, wrong)).rejects.toMatchObject({
    fields: { taxId: ["That is not a tax ID of Germany. One looks like DE123456789."] },
  });
  expect((await acme.owner.ask(getRecipient, {})).recipient).toMatchObject(acmeGmbh);
});

/** Makes the first of two who come at once slow, so that both have looked before either has written. */
async function atOnce(...deeds: (() => Promise<unknown>)[]) {
  const { control } = billing.local.emulator;
  control.setFaults([{ match: "POST /v1/customers/*/tax_ids", nth: 1, action: "delay", delayMs: 500 }]);
  const outcomes = await Promise.allSettled(deeds.map((deed) => deed()));
  control.setFaults([]);
  return outcomes;
}
const taxIdsAtStripe = async (customerId: string) =>
  (await billing.dashboard.customers.listTaxIds(customerId)).data.map(({ value }) => value);

test("of two who say something else at once one is heard, and nothing is mixed", async () => {
  const acme = await payingWorkspace();
  await acme.owner.run(setRecipient, acmeGmbh);
  const wanted = [
    { ...acmeGmbh, name: "Acme AG", taxId: "DE222222222" },
    { ...acmeGmbh, name: "Acme SE", taxId: "DE333333333" },
  ];
  const outcomes = await atOnce(...wanted.map((one) => () => acme.owner.run(setRecipient, one)));
  expect(outcomes.toSorted((a, b) => (a.status < b.status ? -1 : 1))).toMatchObject([
    { status: "fulfilled" },
    { reason: { code: "conflict" } },
  ]);
  const winner = wanted[outcomes.findIndex(({ status }) => status === "fulfilled")];
  expect(await acme.owner.ask(getRecipient, {})).toMatchObject({ recipient: winner });
  expect(await taxIdsAtStripe(acme.customerId)).toEqual([winner?.taxId]);
});

test("a second click is the same request", async () => {
  const acme = await payingWorkspace();
  await acme.owner.run(setRecipient, { ...acmeGmbh, taxId: "DE222222222" });
  const click = () => acme.owner.run(setRecipient, acmeGmbh);
  const outcomes = await atOnce(click, click);
  expect(outcomes).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
  expect(await taxIdsAtStripe(acme.customerId)).toEqual(["DE123456789"]);
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items.filter(({ type }) => type === "recipient.requested")).toHaveLength(2);
});

test("a customer that was deleted at Stripe has no recipient, also where nobody has told us yet", async () => {
  const acme = await payingWorkspace();
  await billing.settle();
  billing.local.emulator.control.setWebhooks({ mode: "drop" });
  await billing.dashboard.customers.del(acme.customerId);
  billing.local.emulator.control.setWebhooks({ mode: "deliver" });
  await expect(acme.owner.run(setRecipient, acmeGmbh)).rejects.toMatchObject({ code: "not_found" });
  expect(await acme.owner.ask(getRecipient, {})).toEqual({ recipient: null });
});

test.each([
  {
    wrong: { taxId: "123", country: "VA" },
    field: "taxId",
    says: "We cannot print a tax ID of Vatican City",
  },
  { wrong: { country: "Germany" }, field: "country", says: "Choose a country." },
  { wrong: { line1: " " }, field: "line1", says: "Enter the street and number." },
  { wrong: { email: "invoices" }, field: "email", says: "Enter an e-mail address" },
])("bad input is refused at $field", async ({ wrong, field, says }) => {
  const acme = await payingWorkspace();
  await expect(acme.owner.run(setRecipient, { ...acmeGmbh, ...wrong })).rejects.toMatchObject({
    fields: { [field]: [spoken(says)] },
  });
});

test("before the first checkout there is nobody to make an invoice out to", async () => {
  const acme = await workspace({ plan: "free" });
  expect(await acme.owner.ask(getRecipient, {})).toEqual({ recipient: null });
  await expect(acme.owner.run(setRecipient, acmeGmbh)).rejects.toMatchObject({ code: "not_found" });
});
