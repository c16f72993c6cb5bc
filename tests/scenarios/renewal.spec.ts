import { expect } from "@playwright/test";
import { scenario } from "./scenario";
import type { World } from "./world";

/** A customer whose card stops working the day after the first payment, at the first renewal that fails. */
async function unpaidRenewal(world: World): Promise<void> {
  await world.subscribe({ plan: "professional" });
  await world.settle();
  await world.payWith("pm_card_chargeCustomerFail");
  await world.pass(31);
}

scenario(
  "S5: a failed renewal keeps access for seven days, restricts, and recovers when paid",
  {},
  async (world) => {
    await unpaidRenewal(world);
    expect(await world.state()).toMatchObject({
      plan: "professional",
      access: "full",
      subscription: { status: "past_due" },
    });
    await world.pass(7);
    expect(await world.state()).toMatchObject({ access: "restricted" });
    await world.payWith("pm_card_visa");
    await world.stripe.invoices.pay(await openInvoice(world));
    await world.settle();
    const { told, ...state } = await world.state();
    expect(state).toMatchObject({ plan: "professional", access: "full", subscription: { status: "active" } });
    expect(told).toEqual(expect.arrayContaining(["payment_failed", "restricted", "recovered", "paid"]));
    expect(told.filter((kind) => kind === "recovered")).toHaveLength(1);
  },
);

scenario("S6: retries that run out end as Stripe is set to end them", {}, async (world) => {
  await unpaidRenewal(world);
  await world.pass(30);
  const { subscription, plan, access } = await world.state();
  const ends: Record<string, unknown> = {
    unpaid: { plan: "free", access: "restricted" },
    canceled: { plan: "free", access: "full" },
    past_due: { plan: "professional", access: "restricted" },
  };
  expect(ends[subscription?.status ?? ""]).toEqual({ plan, access });
});

scenario(
  "S25: a renewal that the bank asks about waits for the owner of the card, and is paid once they confirm",
  { isLocalOnly: true },
  async (world, owner) => {
    await world.subscribe({ plan: "professional" });
    await world.settle();
    await world.payWith("pm_card_authenticationRequired");
    await world.pass(31);
    expect(await world.state()).toMatchObject({ access: "full", subscription: { status: "past_due" } });
    await owner.confirmPayment();
    await world.settle();
    const { told, invoices, ...state } = await world.state();
    expect(state).toMatchObject({ plan: "professional", access: "full", subscription: { status: "active" } });
    expect(invoices.map(({ status }) => status)).toEqual(["paid", "paid"]);
    const once = ["action_required", "recovered"];
    expect(told.filter((kind) => once.includes(kind))).toEqual(once);
  },
);

scenario("S14: a payment holiday leaves access alone and credits nothing", {}, async (world) => {
  const { id } = await world.subscribe({ plan: "starter" });
  await world.settle();
  await world.stripe.subscriptions.update(id, { pause_collection: { behavior: "void" } });
  await world.pass(31);
  const held = await world.state();
  expect(held).toMatchObject({
    plan: "starter",
    access: "full",
    balance: 0,
    subscription: { status: "active" },
  });
  expect(held.invoices.map(({ status, total }) => [status, total])).toEqual([
    ["paid", 2_900],
    ["void", 2_900],
  ]);
  await world.stripe.subscriptions.update(id, { pause_collection: "" });
  await world.pass(31);
  const { invoices, told } = await world.state();
  expect(invoices.map(({ status }) => status)).toEqual(["paid", "void", "paid"]);
  expect(told).toEqual(expect.arrayContaining(["collection_paused", "collection_resumed"]));
});

scenario(
  "S22: numbers follow the month an invoice was issued in",
  { startsAt: "2026-11-30T23:00:00Z" },
  async (world) => {
    await world.subscribe({ plan: "starter" });
    await world.pass(95);
    const { invoices } = await world.state();
    expect(invoices.length).toBeGreaterThanOrEqual(4);
    for (const { number, issuedAt } of invoices) {
      const month = issuedAt?.toISOString().slice(0, 7).replace("-", "");
      expect(number).toMatch(new RegExp(`^INV-${month}-\\d{6}$`));
    }
    const numbers = invoices.map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted());
    expect(new Set(numbers).size).toBe(numbers.length);
  },
);

scenario(
  "S23: the 31st renews on the last day of shorter months, and on the 31st again",
  { startsAt: "2028-01-31T12:00:00Z" },
  async (world) => {
    await world.subscribe({ plan: "starter" });
    const ends: (string | undefined)[] = [];
    for (const renewal of ["2028-02-29T13:00:00Z", "2028-03-31T13:00:00Z", "2028-04-30T13:00:00Z"]) {
      await world.settle();
      ends.push((await world.state()).subscription?.periodEnd?.toISOString());
      await world.passUntil(new Date(renewal));
    }
    expect(ends).toEqual([
      "2028-02-29T12:00:00.000Z",
      "2028-03-31T12:00:00.000Z",
      "2028-04-30T12:00:00.000Z",
    ]);
  },
);

async function openInvoice(world: World): Promise<string> {
  const open = (await world.state()).invoices.find(({ status }) => status === "open");
  if (!open) throw new Error("nothing is open");
  return open.stripeId;
}
