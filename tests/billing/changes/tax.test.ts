import { afterAll, beforeAll, expect, test } from "vitest";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { listUntaxed } from "@/lib/billing/operators/list-untaxed";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { setRecipient } from "@/lib/billing/recipient/set-recipient";
import { platform, workspace } from "../../support/world";
import { type LocalBilling, noticesTo, startLocalBilling } from "../local-billing";
import { timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  process.env.STRIPE_TAX = "1";
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

test("where Stripe works out tax, a checkout asks for it", async () => {
  const acme = await workspace({ plan: "free" });
  await acme.owner.run(startCheckout, { plan: "professional", interval: "monthly" });
  const { data } = await billing.dashboard.checkout.sessions.list({ limit: 1 });
  expect(data[0]?.automatic_tax).toMatchObject({ enabled: true });
});

test("a subscription from before shows its tax in the preview, and is charged it from the change on", async () => {
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" }, { country: "GB" });
  expect((await acme.live()).automatic_tax.enabled).toBe(false);
  await acme.to("2026-11-16T00:00:00Z");
  const { preview, outcome } = await acme.change({ plan: "professional" });
  expect(outcome).toBe("done");
  expect(preview).toMatchObject({ hasTax: true, subtotal: 3500, renewal: { amount: 11_880 } });
  expect(preview.tax).toBeGreaterThan(0);
  expect(await acme.latestInvoice()).toMatchObject({ total: preview.total, amount_due: preview.dueNow });
  expect((await acme.live()).automatic_tax.enabled).toBe(true);
});

test("a change that tax cannot be worked out for asks for the address, and one that is given lets it through", async () => {
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" }, { country: "GB" });
  await billing.dashboard.customers.update(acme.customerId, { address: "" });
  await acme.to("2026-11-16T00:00:00Z");
  await expect(acme.preview({ plan: "professional" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Address and tax ID"),
  });
  await billing.dashboard.customers.update(acme.customerId, { address: { country: "GB" } });
  expect((await acme.change({ plan: "professional" })).outcome).toBe("done");
});

test("a renewal whose place is not known is paid without tax, and the plan goes on", async () => {
  const acme = await timedWorkspace(
    billing,
    "2026-11-01T00:00:00Z",
    { plan: "starter" },
    { automatic_tax: { enabled: true }, country: "GB" },
  );
  await billing.dashboard.customers.update(acme.customerId, { address: "" });
  await acme.to("2026-12-01T02:00:00Z");
  expect(await acme.latestInvoice()).toMatchObject({ status: "paid", total: 2_900 });
  const [renewal] = (await acme.owner.ask(listInvoices, {})).items;
  expect(renewal).toMatchObject({ status: "paid", total: 2_900 });
});

test("a renewal that lost its tax is told to whoever pays, and a complete address brings the tax back", async () => {
  const acme = await timedWorkspace(
    billing,
    "2026-11-01T00:00:00Z",
    { plan: "starter" },
    { automatic_tax: { enabled: true }, country: "GB" },
  );
  await billing.dashboard.customers.update(acme.customerId, { address: "" });
  await acme.to("2026-12-01T02:00:00Z");
  expect(await acme.owner.ask(getBilling, {})).toMatchObject({ subscription: { isTaxLost: true } });
  expect((await noticesTo(acme.owner.email)).filter((kind) => kind === "tax_lost")).toHaveLength(1);
  const operator = platform({ operator: { id: "ops", label: "ops" } });
  expect(await operator.run(listUntaxed, {})).toContainEqual(expect.objectContaining({ slug: acme.slug }));
  await acme.owner.run(setRecipient, {
    ...{ name: "Acme Ltd", line1: "1 Long Street", postalCode: "EC1A 1BB", city: "London", country: "GB" },
    email: "invoices@acme.example",
  });
  expect((await acme.live()).automatic_tax).toMatchObject({ enabled: true, disabled_reason: null });
  expect(await acme.owner.ask(getBilling, {})).toMatchObject({ subscription: { isTaxLost: false } });
  expect(await operator.run(listUntaxed, {})).not.toContainEqual(
    expect.objectContaining({ slug: acme.slug }),
  );
  await acme.to("2027-01-01T02:00:00Z");
  expect((await acme.latestInvoice()).total).toBeGreaterThan(2_900);
  expect((await noticesTo(acme.owner.email)).filter((kind) => kind === "tax_lost")).toHaveLength(1);
});
