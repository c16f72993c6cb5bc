import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createStripeEmulator } from "../src/emulator.js";
import { inProcess } from "../src/in-process.js";
import { startLocalStripe } from "../src/server.js";
import { clientFor, createCatalog, createCustomerAt, firstItem, withLocalStripe } from "./support.js";

const { local, stripe } = withLocalStripe();
const raw = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(`${local().url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });

describe("the place it runs", () => {
  test("objects and the clock survive a restart, and ids do not repeat", async () => {
    const dataFile = path.join(mkdtempSync(path.join(tmpdir(), "stripe-")), "stripe.json");
    const first = await startLocalStripe({ port: 0, webhook: null, dataFile, seed: 3 });
    const customer = await clientFor(first.url).customers.create({ name: "kept" });
    first.emulator.control.advance({ days: 10 });
    await first.stop();
    const second = await startLocalStripe({ port: 0, webhook: null, dataFile, seed: 3 });
    const client = clientFor(second.url);
    expect(await client.customers.retrieve(customer.id)).toMatchObject({ name: "kept" });
    const later = await client.customers.create({});
    expect(later.created - customer.created).toBeGreaterThan(9 * 86_400);
    expect(later.id).not.toBe(customer.id);
    await second.stop();
  });

  test("it does not start in production", async () => {
    await expect(startLocalStripe({ port: 0, webhook: null, isProduction: true })).rejects.toThrow(
      "production",
    );
  });

  test("another site's page and a foreign host name are refused", async () => {
    expect((await raw("POST", "/_emu/reset", { origin: "https://evil.example" })).status).toBe(403);
    const { get } = await import("node:http");
    const status = await new Promise((done) =>
      get(`${local().url}/`, { headers: { host: "evil.example" } }, (response) => done(response.statusCode)),
    );
    expect(status).toBe(403);
  });

  test("it answers in process as well, without a port", async () => {
    const emulator = createStripeEmulator({ webhooks: null });
    const client = inProcess(emulator);
    const customer = await client.customers.create({ name: "in process" });
    expect(await client.customers.retrieve(customer.id)).toMatchObject({ name: "in process" });
    emulator.close();
  });

  test("a snapshot brings everything back to where it was", async () => {
    const { id } = await (await raw("POST", "/_emu/snapshot")).json();
    const customer = await stripe().customers.create({});
    await raw("POST", "/_emu/restore", {}, JSON.stringify({ id }));
    await expect(stripe().customers.retrieve(customer.id)).rejects.toMatchObject({
      code: "resource_missing",
    });
  });
});

describe("the sandbox's own clock", () => {
  test("begins before today while nobody is subscribed, and comes back to it", async () => {
    const noon = Date.parse("2026-11-30T12:00:00Z");
    const emulator = createStripeEmulator({ webhooks: null, now: () => noon });
    const client = inProcess(emulator);
    const { starter } = await createCatalog(client);
    const today = emulator.control.now();
    emulator.control.begin({ daysAgo: 20 });
    const customer = await client.customers.create({});
    const { created } = await client.subscriptions.create({
      customer: customer.id,
      items: [{ price: starter.id }],
      collection_method: "send_invoice",
      days_until_due: 30,
    });
    expect(today - created).toBe(20 * 86_400);
    expect(() => emulator.control.begin({ daysAgo: 40 })).toThrow("subscribed");
    emulator.control.advance({ days: 20 });
    expect(emulator.control.now()).toBe(today);
    emulator.close();
  });
});

describe("test clocks", () => {
  test("do not go back, nor further than two intervals at once", async () => {
    const { customer, to } = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    const { starter } = await createCatalog(stripe());
    await stripe().subscriptions.create({ customer, items: [{ price: starter.id }] });
    await expect(to("2026-10-01T00:00:00Z")).rejects.toMatchObject({ param: "frozen_time" });
    await expect(to("2027-03-01T00:00:00Z")).rejects.toMatchObject({ param: "frozen_time" });
  });

  test("hold at most three customers", async () => {
    const { id } = await stripe().testHelpers.testClocks.create({ frozen_time: 1_790_000_000 });
    for (let index = 0; index < 3; index++) await stripe().customers.create({ test_clock: id });
    await expect(stripe().customers.create({ test_clock: id })).rejects.toMatchObject({
      param: "test_clock",
    });
  });

  test("the sandbox's own clock leaves them alone", async () => {
    const { customer } = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    const { starter } = await createCatalog(stripe());
    const { id } = await stripe().subscriptions.create({ customer, items: [{ price: starter.id }] });
    local().emulator.control.advance({ months: 2 });
    expect(firstItem(await stripe().subscriptions.retrieve(id)).current_period_end).toBe(
      Date.parse("2026-12-01") / 1000,
    );
  });
});
