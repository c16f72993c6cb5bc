import { expect, test } from "vitest";
import { findAccountId } from "@/lib/billing/stripe/account";
import { putMeter, readMeter } from "@/lib/billing/stripe/meters";
import {
  addCurrencies,
  createPrice,
  findPrice,
  listPrices,
  listPricesOf,
  listProducts,
  putProduct,
} from "@/lib/billing/stripe/prices";
import { listEndpoints } from "@/lib/billing/stripe/webhook-endpoint";
import { contract, lookup, made } from "./shared";

export function whatWeSell() {
  test("the account is known, or the key may not ask for it", async () => {
    expect((await findAccountId()) ?? "acct_unknown").toMatch(/^acct_/);
  });

  test("a meter is made once", async () => {
    made.meter = await putMeter("apiCalls");
    expect(await putMeter("apiCalls")).toBe(made.meter);
    expect(await readMeter("apiCalls")).toEqual({ id: made.meter, formula: "last" });
  });

  test("a product is made, then given another name", async () => {
    made.product = `contract_${contract().run}`;
    await putProduct({ id: made.product, name: "Contract", metadata: { contract: "1" } });
    await putProduct({ id: made.product, name: "Contract renamed", metadata: {} });
    expect(await listProducts([made.product])).toEqual([
      { id: made.product, name: "Contract renamed", isActive: true },
    ]);
  });

  test("prices are made and found by what they are called", async () => {
    const terms = { productId: made.product, currency: "usd", months: 1, metered: null };
    const amounts = { usd: "2900", eur: "2700", jpy: "4350" };
    made.base = await createPrice({ ...terms, lookupKey: lookup("base"), amounts }, {});
    made.seat = await createPrice({ ...terms, lookupKey: lookup("seat"), amounts: { usd: "1200" } }, {});
    const ofUse = {
      ...terms,
      lookupKey: lookup("use"),
      amounts: { usd: "0.05", jpy: "0.075" },
      metered: { meterId: made.meter, included: 1_000 },
    };
    made.metered = await createPrice(ofUse, {});
    const found = await listPrices([lookup("base"), lookup("use")]);
    expect(found).toHaveLength(2);
    expect(found).toContainEqual({ ...terms, id: made.base, lookupKey: lookup("base"), amounts });
    expect(found).toContainEqual({ ...ofUse, id: made.metered });
    const ofProduct = await listPricesOf(made.product);
    expect(ofProduct.map(({ id }) => id).toSorted()).toEqual([made.base, made.seat, made.metered].toSorted());
  });

  test("a price takes further currencies, and one that is not there has none", async () => {
    const seat = await findPrice(made.seat);
    if (!seat) throw new Error("the price was not made");
    const terms = { ...seat, amounts: { ...seat.amounts, eur: "1100", gbp: "950.5" } };
    expect(await addCurrencies(made.seat, terms, ["eur", "gbp"])).toBe(true);
    expect(await findPrice(made.seat)).toEqual(terms);
    expect(await addCurrencies("price_nobody", terms, ["eur"])).toBe(false);
    expect(await findPrice("price_nobody")).toBeNull();
  });

  test("an endpoint that leads to an app like this one is known by what it is sent", async () => {
    const { webhookEndpoints } = contract().dashboard;
    const host = `https://contract-${contract().run}.example.com`;
    const at = (path: string) =>
      webhookEndpoints.create({ url: `${host}${path}`, enabled_events: ["invoice.paid"] });
    const endpoints = [await at("/api/stripe/webhook"), await at("/elsewhere")];
    const found = await listEndpoints();
    for (const { id } of endpoints) await webhookEndpoints.del(id);
    expect(found.filter(({ url }) => url.startsWith(host))).toEqual([
      { url: `${host}/api/stripe/webhook`, isEnabled: true, events: ["invoice.paid"] },
    ]);
  });
}
