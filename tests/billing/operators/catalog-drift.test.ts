import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pushCatalog } from "@/lib/billing/catalog";
import { compareCatalog } from "@/lib/billing/operators/catalog-drift/compare-catalog";
import { neededEvents } from "@/lib/billing/stripe/webhook-endpoint";
import { runAsOperator } from "@/lib/entry/cli";
import { type LocalBilling, startLocalBilling } from "../local-billing";

type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const drift = async () => (await runAsOperator(compareCatalog, {})).differences;

const priceOf = async (lookupKey: string) => {
  const { data } = await billing.dashboard.prices.list({ lookup_keys: [lookupKey] });
  if (!data[0]) throw new Error(`no price ${lookupKey}`);
  return data[0];
};

test("a catalog that was just pushed is what Stripe has", async () => {
  expect(await drift()).toEqual([]);
});

describe("pushing repairs", () => {
  test.each([
    [
      "a product that was archived",
      () => billing.dashboard.products.update("plan_starter", { active: false }),
      { kind: "product", name: "plan_starter", problem: "archived" },
    ],
    [
      "a product under another name",
      () => billing.dashboard.products.update("plan_starter", { name: "Beginner" }),
      { kind: "product", name: "plan_starter", problem: "other name", here: "Starter", there: "Beginner" },
    ],
    [
      "a price that was archived",
      async () => {
        const { id } = await priceOf("starter_base_monthly");
        await billing.dashboard.prices.update(id, { active: false });
      },
      { kind: "price", name: "starter_base_monthly", problem: "archived" },
    ],
    [
      "another amount",
      () => replacePrice("starter_base_monthly", { unit_amount: 100 }),
      {
        ...{ name: "starter_base_monthly", problem: "other amount" },
        ...{ here: "$29.00, €27.00, £23.00, ¥4,400 for 1 month", there: "$1.00 for 1 month" },
      },
    ],
    [
      "another currency",
      () => replacePrice("starter_base_monthly", { currency: "eur" }),
      { name: "starter_base_monthly", problem: "other currency" },
    ],
    [
      "another interval",
      () => replacePrice("starter_base_monthly", { recurring: { interval: "year" } }),
      { name: "starter_base_monthly", problem: "other interval" },
    ],
    [
      "a currency that was never added",
      () => replacePrice("starter_base_monthly", {}),
      { name: "starter_base_monthly", problem: "currency missing", there: "$29.00 for 1 month" },
    ],
    [
      "the very price made a second time, which is not the one that is sold here",
      () =>
        replacePrice("starter_base_monthly", {
          currency_options: {
            eur: { unit_amount: 2_700 },
            gbp: { unit_amount: 2_300 },
            jpy: { unit_amount: 4_400 },
          },
        }),
      { name: "starter_base_monthly", problem: "not the price that is sold here" },
    ],
    [
      "a meter that was switched off",
      async () => {
        const { data } = await billing.dashboard.billing.meters.list({ status: "active" });
        await billing.dashboard.billing.meters.deactivate(data[0]?.id ?? "");
      },
      { kind: "meter", problem: "missing" },
    ],
    [
      "a portal in which plans can be canceled",
      async () => {
        const { data } = await billing.dashboard.billingPortal.configurations.list();
        await billing.dashboard.billingPortal.configurations.update(data[0]?.id ?? "", {
          features: { subscription_cancel: { enabled: true } },
        });
      },
      { kind: "portal", name: "subscription_cancel", problem: "other setting" },
    ],
  ])("%s", async (_name, spoil, found) => {
    await spoil();
    const differences = await drift();
    expect(differences).toContainEqual(expect.objectContaining({ ...found, isRepaired: true }));
    await pushCatalog();
    expect((await drift()).filter(({ isRepaired }) => isRepaired)).toEqual([]);
  });
});

async function replacePrice(
  lookupKey: string,
  other: Pick<Stripe.PriceCreateParams, "currency_options" | "recurring" | "unit_amount"> & {
    currency?: string;
  },
): Promise<void> {
  await billing.dashboard.prices.create({
    product: "plan_starter",
    currency: "usd",
    unit_amount: 2_900,
    recurring: { interval: "month" },
    ...other,
    lookup_key: lookupKey,
    transfer_lookup_key: true,
  });
}

describe("what is to be set right by hand", () => {
  test("a price on a product of ours that nobody here knows of", async () => {
    const { id } = await billing.dashboard.prices.create({
      ...{ product: "plan_business", currency: "usd", unit_amount: 12_300 },
      recurring: { interval: "month" },
    });
    expect(await drift()).toContainEqual({
      ...{ kind: "price", name: id, problem: "not in the catalog", isRepaired: false },
      ...{ here: null, there: "plan_business: $123.00 for 1 month" },
    });
  });

  test("an endpoint that is not sent everything", async () => {
    const url = "https://app.example.com/api/stripe/webhook";
    const enabled_events: EnabledEvent[] = ["invoice.created", "customer.updated"];
    await billing.dashboard.webhookEndpoints.create({ url, enabled_events });
    const ofEndpoint = (await drift()).filter(({ kind }) => kind === "webhook");
    expect(ofEndpoint.map(({ here }) => here).toSorted()).toEqual(
      neededEvents.filter((event) => !enabled_events.some((one) => one === event)).toSorted(),
    );
    expect(ofEndpoint).toContainEqual({
      ...{ kind: "webhook", name: url, problem: "event not sent", isRepaired: false },
      ...{ here: "invoice.paid", there: null },
    });
  });
});
