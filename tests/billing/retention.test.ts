import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { listOffers } from "@/lib/billing/retention/list-offers";
import { offersFor } from "@/lib/billing/retention/offers";
import { takeDiscount } from "@/lib/billing/retention/take-discount";
import { takeOffer } from "@/lib/billing/retention/take-offer";
import { timedWorkspace } from "./changes/timed-workspace";
import { type LocalBilling, startLocalBilling } from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const idsFor = (leaving: Partial<Parameters<typeof offersFor>[0]>) =>
  offersFor(
    {
      status: "active",
      planId: "professional",
      interval: "monthly",
      pendingUpdate: null,
      discounts: [],
      ...leaving,
    },
    { hadDiscount: false },
  ).map(({ id }) => id);

describe("what is offered before a cancellation", () => {
  test("is what applies: no pause of a trial, and no smaller plan than the smallest", () => {
    expect(idsFor({})).toEqual(["discount", "pause", "smaller_plan"]);
    expect(idsFor({ interval: "annual" })).toEqual(["pause", "smaller_plan"]);
    expect(idsFor({ discounts: [{}] })).toEqual(["pause", "smaller_plan"]);
    expect(idsFor({ status: "trialing" })).toEqual(["smaller_plan"]);
    expect(idsFor({ planId: "starter" })).toEqual(["discount", "pause"]);
    expect(idsFor({ planId: null })).toEqual(["discount", "pause"]);
    expect(idsFor({ status: "paused" })).toEqual([]);
    expect(idsFor({ pendingUpdate: {} })).toEqual([]);
  });

  test("is a discount once: it comes off the next three months and is not offered again", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const ids = async () => (await acme.owner.ask(listOffers, {})).map(({ id }) => id);
    expect(await ids()).toContain("discount");
    await acme.owner.run(takeDiscount, {});
    expect(await ids()).not.toContain("discount");
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 7_920 });
    await acme.to("2027-01-15T00:00:00Z");
    await acme.to("2027-03-15T00:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 9_900 });
    expect(await ids()).toEqual(["pause", "smaller_plan"]);
    await expect(acme.owner.run(takeDiscount, {})).rejects.toMatchObject({ code: "conflict" });
    const { items } = await acme.owner.ask(listEvents, { noun: "offer" });
    expect(items).toMatchObject([{ type: "offer.taken", subjectLabel: "Take 20% off" }]);
  });

  test("is a discount once also where Stripe's answer to the first click was lost", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const { control } = billing.local.emulator;
    control.setFaults([{ match: "POST /v1/subscriptions/*", action: "drop_after_commit" }]);
    await expect(acme.owner.run(takeDiscount, {})).rejects.toMatchObject({ code: "unavailable" });
    control.setFaults([]);
    await acme.owner.run(takeDiscount, {});
    await acme.to("2026-12-15T00:00:00Z");
    await acme.to("2027-02-10T00:00:00Z");
    await acme.to("2027-03-15T00:00:00Z");
    expect((await acme.owner.ask(listOffers, {})).map(({ id }) => id)).not.toContain("discount");
  });

  test("is a discount once also where nobody clicked again", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const { control } = billing.local.emulator;
    control.setFaults([{ match: "POST /v1/subscriptions/*", action: "drop_after_commit" }]);
    await expect(acme.owner.run(takeDiscount, {})).rejects.toMatchObject({ code: "unavailable" });
    control.setFaults([]);
    await acme.to("2026-12-15T00:00:00Z");
    await acme.to("2027-02-10T00:00:00Z");
    await acme.to("2027-03-15T00:00:00Z");
    expect((await acme.owner.ask(listOffers, {})).map(({ id }) => id)).not.toContain("discount");
  });

  test("is audited when it is taken, and leads to where it is confirmed", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const take = (offer: "pause" | "smaller_plan") => acme.owner.run(takeOffer, { offer });
    expect(await take("smaller_plan")).toEqual({ path: "/settings/billing/change?plan=starter" });
    expect(await take("pause")).toEqual({ path: "/settings/billing/pause" });
    const { items } = await acme.owner.ask(listEvents, { noun: "offer" });
    expect(items).toMatchObject([
      { type: "offer.taken", subjectLabel: "Pause Professional" },
      { type: "offer.taken", subjectLabel: "Go down to Starter" },
    ]);
    await acme.owner.run(pausePlan, {});
    await expect(acme.owner.run(takeOffer, { offer: "pause" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
