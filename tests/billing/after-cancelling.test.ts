import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { getBilling } from "@/lib/billing/queries";
import { syncNow } from "@/lib/billing/sync/sync";
import { timedWorkspace } from "./changes/timed-workspace";
import { type LocalBilling, payingWorkspace, spoilCard, startLocalBilling, subscribe } from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

describe("a plan that has ended", () => {
  test("leaves the card on file, and the credit, to be seen", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    await billing.dashboard.subscriptions.cancel(id, { prorate: true, invoice_now: true });
    await syncNow(acme.customerId);
    const { subscription, paymentMethod, balance } = await acme.owner.ask(getBilling, {});
    expect(subscription).toMatchObject({ status: "canceled" });
    expect(paymentMethod).toMatchObject({ brand: "visa", last4: "4242" });
    expect(balance).toBeLessThan(0);
  });

  test("leaves its open invoice with the address to pay it at", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    await spoilCard(billing, acme.customerId, acme.subscriptionId);
    await acme.to("2026-12-01T02:00:00Z");
    await billing.dashboard.subscriptions.cancel(acme.subscriptionId);
    await syncNow(acme.customerId);
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({
      subscription: { status: "canceled" },
      openInvoice: { amount: 9_900, hostedUrl: expect.stringContaining("/i/") },
    });
  });
});

describe("a larger plan", () => {
  test("keeps the seats that were bought, as far as it does not include them", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter", extraSeats: 9 });
    expect((await acme.preview({ plan: "professional" })).to).toMatchObject({ extraSeats: 2 });
    expect((await acme.preview({ plan: "business" })).to).toMatchObject({ extraSeats: 0 });
  });

  test("a smaller one has the seats it includes, and those that are taken", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { extraSeats: 5 });
    const { to } = await acme.owner.run(previewChange, { plan: "starter" });
    expect(to).toMatchObject({ extraSeats: 0 });
  });
});
