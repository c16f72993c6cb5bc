import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { billingAccounts, billingIntents } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { confirmCheckout, getCheckout } from "@/lib/billing/checkout/confirm-checkout";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { openPortal } from "@/lib/billing/open-portal";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { runCommand } from "@/lib/core/run";
import { plans } from "@/lib/entitlements/plans";
import { inviteMember } from "@/lib/members/invite-member";
import { formatPrice } from "@/lib/platform/money";
import { createProject } from "@/lib/projects/create-project";
import { type TestWorkspace, workspace } from "../support/world";
import {
  entitlementOf,
  type LocalBilling,
  payingWorkspace,
  startLocalBilling,
  subscribe,
} from "./local-billing";
import { payAt } from "./pay-at";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
beforeEach(() => {
  billing.webhook.isDraining = false;
});

const professional = { plan: "professional", interval: "monthly" } as const;

describe("paying", () => {
  test("4242 makes the plan active and lifts its limits, by webhook alone", async () => {
    billing.webhook.isDraining = true;
    const acme = await workspace({ plan: "free" });
    for (const name of ["one", "two"]) await acme.owner.run(createProject, { name });
    await expect(acme.owner.run(createProject, { name: "three" })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    const { url } = await acme.owner.run(startCheckout, professional);
    await payAt(url, { card: "4242424242424242" });
    await expect.poll(() => entitlementOf(acme), { timeout: 60_000 }).toMatchObject({ plan: "professional" });
    await expect(acme.owner.run(createProject, { name: "three" })).resolves.toBeDefined();
  });

  test("the page the browser returns to knows it at once, before any webhook", async () => {
    const acme = await workspace({ plan: "free" });
    billing.local.emulator.control.setWebhooks({ mode: "drop" });
    const { url } = await acme.owner.run(startCheckout, professional);
    const returned = await payAt(url, { card: "4242424242424242" });
    billing.local.emulator.control.setWebhooks({ mode: "deliver" });
    expect(returned.origin).toBe(`http://${acme.slug}.localhost:3000`);
    expect(returned.pathname).toBe("/settings/billing/return");
    const sessionId = returned.searchParams.get("session_id") ?? "";
    expect(await acme.owner.ask(getCheckout, { sessionId })).toEqual({ planName: "Professional" });
    expect(await acme.owner.run(confirmCheckout, { sessionId })).toEqual({ isRead: true });
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({
      planId: "professional",
      access: "full",
      subscription: { status: "active", interval: "monthly", amount: 9_900, currency: "usd" },
      paymentMethod: { brand: "visa", last4: "4242" },
    });
    const { items } = await acme.billing.ask(listInvoices, {});
    expect(items).toMatchObject([
      { status: "paid", total: 9_900, number: expect.stringMatching(/^INV-\d{6}-\d{6}$/) },
    ]);
  });

  test("a declined card leaves the workspace free and the checkout open", async () => {
    const acme = await workspace({ plan: "free" });
    const { url } = await acme.owner.run(startCheckout, professional);
    await expect(payAt(url, { card: "4000000000000002" })).rejects.toThrow(/card was declined/);
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "full" });
    expect(await acme.owner.run(startCheckout, professional)).toEqual({ url });
  });

  test("a trial needs no card, and a workspace has one", async () => {
    const acme = await workspace({ plan: "free" });
    const trial = { ...professional, start: "trial" } as const;
    await payAt((await acme.owner.run(startCheckout, trial)).url, { card: "" });
    await billing.settle();
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({
      planId: "professional",
      subscription: { status: "trialing" },
      isTrialOpen: false,
      paymentMethod: null,
    });
    billing.local.emulator.control.advance({ days: 15 });
    await billing.settle();
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({
      planId: "professional",
      access: "suspended",
      subscription: { status: "paused" },
    });
    await expect(acme.owner.run(startCheckout, trial)).rejects.toMatchObject({ code: "conflict" });
  });

  test("a trial that paused for want of a card goes on once there is one", async () => {
    const acme = await workspace({ plan: "free" });
    const { url } = await acme.owner.run(startCheckout, { ...professional, start: "trial" });
    await payAt(url, { card: "" });
    await billing.settle();
    billing.local.emulator.control.advance({ days: 15 });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ access: "suspended" });
    const customer = await customerIdOf(acme);
    const card = await billing.dashboard.paymentMethods.attach("pm_card_visa", { customer });
    const { data } = await billing.dashboard.subscriptions.list({ customer });
    const [{ id } = { id: "" }] = data;
    await billing.dashboard.subscriptions.update(id, { default_payment_method: card.id });
    await billing.dashboard.subscriptions.resume(id, { payment_behavior: "resume_on_payment_success" });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
  });

  test("seats beyond the included ones are a line of their own", async () => {
    const acme = await workspace({ plan: "free" });
    await acme.owner.run(startCheckout, { plan: "starter", interval: "annual", seats: 7 });
    const lines = await linesOf(acme);
    expect(lines).toEqual([
      { amount: 29_000, quantity: 1 },
      { amount: 32_000, quantity: 4 },
    ]);
  });

  test("nobody buys fewer seats than are taken, and by default as many as are", async () => {
    const acme = await workspace({ plan: "business" });
    await acme.owner.run(inviteMember, { emails: "six@example.com", role: "member" });
    await expect(
      acme.owner.run(startCheckout, { plan: "starter", interval: "monthly", seats: 5 }),
    ).rejects.toMatchObject({ code: "invalid", fields: { seats: [expect.stringContaining("6 seats")] } });
    await acme.owner.run(startCheckout, { plan: "starter", interval: "monthly" });
    const usage = { amount: 0 };
    expect(await linesOf(acme)).toMatchObject([{ quantity: 1 }, { quantity: 3 }, usage]);
  });
});

describe("one checkout at a time", () => {
  test("of twenty at once there is one customer, one session and one address", async () => {
    const acme = await workspace({ plan: "free" });
    const all = await Promise.all(
      Array.from({ length: 20 }, () => acme.owner.run(startCheckout, professional)),
    );
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(await sessionsOf(acme)).toHaveLength(1);
    const { items } = await acme.owner.ask(listEvents, { noun: "checkout" });
    expect(items).toMatchObject([{ type: "checkout.started", subjectLabel: "Professional" }]);
  });

  test("the page to pay at says what the interval saves with all seats, and nothing by the month", async () => {
    const acme = await workspace({ plan: "free" });
    const buy = { plan: "starter", currency: "eur", seats: 7 } as const;
    await acme.owner.run(startCheckout, { ...buy, interval: "monthly" });
    const { url } = await acme.owner.run(startCheckout, { ...buy, interval: "annual" });
    const notes = (await sessionsOf(acme)).map(({ custom_text: { submit } }) => submit?.message);
    const { price, extraSeat } = plans.starter;
    const byTheMonth = 12 * (price.eur.monthly + 4 * (extraSeat?.eur.monthly ?? 0));
    const saved = byTheMonth - (price.eur.annual + 4 * (extraSeat?.eur.annual ?? 0));
    const said = `You save ${formatPrice(saved, "eur")} a year compared with paying by the month.`;
    expect(notes).toEqual([said, undefined]);
    expect(await (await fetch(url)).text()).toContain(said);
  });

  test("other terms close the open session first", async () => {
    const acme = await workspace({ plan: "free" });
    const first = await acme.owner.run(startCheckout, professional);
    const second = await acme.owner.run(startCheckout, { plan: "starter", interval: "annual" });
    expect(second.url).not.toBe(first.url);
    expect((await sessionsOf(acme)).map(({ status }) => status).toSorted()).toEqual(["expired", "open"]);
    await expect(payAt(first.url, { card: "4242424242424242" })).rejects.toThrow();
  });

  test("two people on different terms at once end with one open session", async () => {
    const acme = await workspace({ plan: "free" });
    const results = await Promise.allSettled([
      acme.owner.run(startCheckout, professional),
      acme.billing.run(startCheckout, { plan: "starter", interval: "annual" }),
      acme.owner.run(startCheckout, { plan: "business", interval: "monthly" }),
    ]);
    const open = (await sessionsOf(acme)).filter(({ status }) => status === "open");
    expect(open).toHaveLength(1);
    const told = results.flatMap((one) => (one.status === "fulfilled" ? [one.value.url] : []));
    expect(told).toContain(open[0]?.url);
  });

  test("a process that died between Stripe's answer and our note finds the same session again", async () => {
    const acme = await workspace({ plan: "free" });
    billing.local.emulator.control.setFaults([
      { match: "POST /v1/checkout/sessions", action: "drop_after_commit" },
    ]);
    await expect(acme.owner.run(startCheckout, professional)).rejects.toMatchObject({ code: "unavailable" });
    billing.local.emulator.control.setFaults([]);
    await acme.owner.run(startCheckout, professional);
    expect(await sessionsOf(acme)).toHaveLength(1);
  });

  test("an unnoted session is closed when the next checkout is on other terms", async () => {
    const acme = await workspace({ plan: "free" });
    billing.local.emulator.control.setFaults([
      { match: "POST /v1/checkout/sessions", action: "drop_after_commit" },
    ]);
    await expect(acme.owner.run(startCheckout, professional)).rejects.toMatchObject({ code: "unavailable" });
    billing.local.emulator.control.setFaults([]);
    await acme.owner.run(startCheckout, { plan: "starter", interval: "annual" });
    expect((await sessionsOf(acme)).filter(({ status }) => status === "open")).toHaveLength(1);
  });

  test("who is subscribed may not check out again, even where the news has not arrived", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    await expect(acme.owner.run(startCheckout, professional)).rejects.toMatchObject({ code: "conflict" });

    const globex = await workspace({ plan: "free" });
    billing.local.emulator.control.setWebhooks({ mode: "drop" });
    const { url } = await globex.owner.run(startCheckout, professional);
    await payAt(url, { card: "4242424242424242" });
    billing.local.emulator.control.setWebhooks({ mode: "deliver" });
    for (const terms of [professional, { plan: "business", interval: "annual" } as const]) {
      await expect(globex.owner.run(startCheckout, terms)).rejects.toMatchObject({ code: "conflict" });
    }
    expect(await entitlementOf(globex)).toMatchObject({ plan: "professional" });
    expect((await sessionsOf(globex)).filter(({ status }) => status === "open")).toEqual([]);
  });
});

describe("who may", () => {
  test("owner and billing role check out; admin, member and viewer do not", async () => {
    const acme = await workspace({ plan: "free" });
    for (const allowed of [acme.owner, acme.billing])
      await expect(allowed.run(startCheckout, professional)).resolves.toBeDefined();
    for (const refused of [acme.admin, acme.member, acme.viewer]) {
      await expect(refused.run(startCheckout, professional)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(acme.member.ask(getBilling, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("another workspace's checkout does not exist", async () => {
    const [acme, globex] = await Promise.all([workspace({ plan: "free" }), workspace({ plan: "free" })]);
    await acme.owner.run(startCheckout, professional);
    await globex.owner.run(startCheckout, professional);
    const [session] = await sessionsOf(acme);
    for (const sessionId of [session?.id ?? "", "cs_test_made_up"]) {
      await expect(globex.owner.ask(getCheckout, { sessionId })).rejects.toMatchObject({ code: "not_found" });
      await expect(globex.owner.run(confirmCheckout, { sessionId })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    await expect(acme.owner.ask(getCheckout, { sessionId: session?.id ?? "" })).resolves.toBeDefined();
  });

  test("free, unknown and sales-led plans cannot be bought", async () => {
    const acme = await workspace({ plan: "free" });
    for (const plan of ["free", "enterprise"] as const) {
      await expect(acme.owner.run(startCheckout, { plan, interval: "monthly" })).rejects.toMatchObject({
        code: "invalid",
        fields: { plan: [expect.any(String)] },
      });
    }
  });

  test("the portal opens for a payer and for nobody else", async () => {
    const acme = await payingWorkspace();
    expect((await acme.billing.run(openPortal, {})).url).toMatch(/^http/);
    const globex = await workspace();
    await expect(globex.owner.run(openPortal, {})).rejects.toMatchObject({ code: "not_found" });
    await expect(acme.member.run(openPortal, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a restricted workspace still reaches its portal", async () => {
    const acme = await payingWorkspace();
    const tenant = { ...acme.owner.context.tenant, access: "restricted" as const };
    await expect(runCommand(openPortal, { ...acme.owner.context, tenant }, {})).resolves.toBeDefined();
  });
});

async function customerIdOf({ id }: TestWorkspace): Promise<string> {
  const [payer] = await withPlatform((db) =>
    db.select().from(billingAccounts).where(eq(billingAccounts.tenantId, id)),
  );
  return payer?.stripeCustomerId ?? "none";
}

async function sessionsOf(tenant: TestWorkspace) {
  const customer = await customerIdOf(tenant);
  return (await billing.dashboard.checkout.sessions.list({ customer, limit: 100 })).data;
}

async function linesOf(tenant: TestWorkspace) {
  const [intent] = await withPlatform((db) =>
    db
      .select()
      .from(billingIntents)
      .where(
        and(
          eq(billingIntents.tenantId, tenant.id),
          eq(billingIntents.kind, "checkout"),
          eq(billingIntents.status, "open"),
        ),
      ),
  );
  const { data } = await billing.dashboard.checkout.sessions.listLineItems(intent?.stripeId ?? "");
  return data.map(({ amount_subtotal: amount, quantity }) => ({ amount, quantity }));
}
