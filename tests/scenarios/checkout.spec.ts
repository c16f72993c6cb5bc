import { expect } from "@playwright/test";
import { scenario } from "./scenario";

scenario(
  "S1: a checkout that is paid activates the plan, once, with one numbered invoice",
  { isLocalOnly: true },
  async (world, owner) => {
    await world.pay(await owner.startCheckout("professional"));
    await world.settle();
    const { told, invoices, ...state } = await world.state();
    expect(state).toMatchObject({ plan: "professional", access: "full", subscription: { status: "active" } });
    expect(invoices).toMatchObject([
      { status: "paid", total: 9_900, number: expect.stringMatching(/^INV-\d{6}-\d{6}$/) },
    ]);
    expect(told.filter((kind) => kind === "activated")).toHaveLength(1);
  },
);

scenario(
  "S2: a declined card leaves the checkout open and the workspace on Free",
  { isLocalOnly: true },
  async (world, owner) => {
    const url = await owner.startCheckout("professional");
    await expect(world.pay(url, "4000 0000 0000 0002")).rejects.toThrow(/declined/i);
    await world.settle();
    expect(await world.state()).toMatchObject({ plan: "free", access: "full" });
    const { data } = await world.stripe.checkout.sessions.list({ customer: world.customerId });
    expect(data.map(({ status }) => status)).toEqual(["open"]);
  },
);

scenario(
  "S3: a trial without a card is announced, pauses, and goes on when a card is there",
  {},
  async (world) => {
    const { id } = await world.subscribe({ plan: "starter", card: "", trialDays: 14 });
    await world.settle();
    expect(await world.state()).toMatchObject({ plan: "starter", subscription: { status: "trialing" } });
    await world.pass(11.5);
    expect((await world.state()).told.filter((kind) => kind === "trial_ending")).toHaveLength(1);
    await world.pass(3);
    expect(await world.state()).toMatchObject({ access: "suspended", subscription: { status: "paused" } });
    await world.payWith("pm_card_visa");
    await world.stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: "now" } });
    await world.settle();
    const { told, ...state } = await world.state();
    expect(state).toMatchObject({ plan: "starter", access: "full", subscription: { status: "active" } });
    expect(told.filter((kind) => kind === "trial_ending")).toHaveLength(1);
  },
);

scenario(
  "S4: a trial with a card becomes active, and the first invoice is a full period",
  {},
  async (world) => {
    await world.subscribe({ plan: "starter", trialDays: 14 });
    await world.pass(15);
    const { subscription, invoices } = await world.state();
    expect(subscription).toMatchObject({ status: "active" });
    expect(invoices.filter(({ total }) => total > 0)).toMatchObject([{ status: "paid", total: 2_900 }]);
  },
);

scenario(
  "S16 in the app: a second tab takes the first one's place, and one subscription comes of it",
  { isLocalOnly: true },
  async (world, owner) => {
    const first = await owner.startCheckout("starter");
    const second = await owner.startCheckout("professional");
    await expect(world.pay(first)).rejects.toThrow(/answered 410/);
    await world.pay(second);
    await world.settle();
    const { subscriptions, plan } = await world.state();
    expect(plan).toBe("professional");
    expect(subscriptions).toHaveLength(1);
  },
);
