import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { payInvoice } from "@/lib/billing/changes/pay-invoice";
import { getBilling } from "@/lib/billing/queries";
import { syncNow } from "@/lib/billing/sync/sync";
import { type LocalBilling, noticesTo, startLocalBilling } from "../local-billing";
import { giveCard, type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const billingOf = (acme: TimedWorkspace) => acme.owner.ask(getBilling, {});

/** What the owner of the card does on the page that the button leads to. */
async function confirm(acme: TimedWorkspace) {
  const { openInvoice } = await billingOf(acme);
  const body = new URLSearchParams({ challenge: "pass" });
  await fetch(openInvoice?.hostedUrl ?? "", { method: "POST", body, redirect: "manual" });
  await syncNow(acme.customerId);
}

describe("a bank that wants to hear from the owner of the card", () => {
  test("holds an upgrade back until they confirm, and the page leads them there", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await giveCard(billing, acme, "pm_card_authenticationRequired");
    await acme.to("2026-11-16T00:00:00Z");
    expect((await acme.change({ plan: "professional" })).outcome).toBe("unpaid");
    expect(await billingOf(acme)).toMatchObject({
      planId: "starter",
      openInvoice: { needsAction: true, hostedUrl: expect.stringContaining("/i/in_"), amount: 3_500 },
    });
    await confirm(acme);
    expect(await billingOf(acme)).toMatchObject({ planId: "professional", openInvoice: null });
  });

  test("makes a renewal wait, and paying with the same card says what to do", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await giveCard(billing, acme, "pm_card_authenticationRequired");
    await acme.to("2026-12-01T02:00:00Z");
    const { openInvoice, subscription } = await billingOf(acme);
    expect(subscription?.status).toBe("past_due");
    expect(openInvoice).toMatchObject({ needsAction: true });
    await expect(acme.owner.run(payInvoice, { number: openInvoice?.number ?? "" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Confirm payment"),
    });
    expect(await noticesTo(acme.owner.email)).toEqual(["activated", "paid", "action_required"]);
    await confirm(acme);
    expect((await billingOf(acme)).subscription?.status).toBe("active");
    expect(await noticesTo(acme.owner.email)).toEqual(expect.arrayContaining(["recovered"]));
  });

  test("is nothing that a declined card asks for", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await giveCard(billing, acme, "pm_card_chargeCustomerFail");
    await acme.to("2026-11-16T00:00:00Z");
    const { token } = await acme.preview({ plan: "professional" });
    await acme.owner.run(applyChange, { token });
    expect((await billingOf(acme)).openInvoice).toMatchObject({ needsAction: false });
  });
});
