import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

const key = "sk_test_abc";
const secret = "whsec_abc";
const issuer = "Acme Ltd | 2 Low Street | 54321 Acmeton | VAT AC987";
const local = "http://127.0.0.1:12111";

const wrong: [string, Record<string, string>, string][] = [
  ["a secret key without a webhook secret", { STRIPE_SECRET_KEY: key }, "STRIPE_WEBHOOK_SECRET"],
  ["a webhook secret without a secret key", { STRIPE_WEBHOOK_SECRET: secret }, "STRIPE_SECRET_KEY"],
  ["a publishable key", pair({ STRIPE_SECRET_KEY: "pk_test_abc" }), "STRIPE_SECRET_KEY"],
  ["a key with a line break", pair({ STRIPE_SECRET_KEY: `${key}\n` }), "STRIPE_SECRET_KEY"],
  ["a webhook secret that is the key", pair({ STRIPE_WEBHOOK_SECRET: key }), "STRIPE_WEBHOOK_SECRET"],
  ["a webhook secret with a space", pair({ STRIPE_WEBHOOK_SECRET: ` ${secret}` }), "STRIPE_WEBHOOK_SECRET"],
  ["a blank webhook secret", pair({ STRIPE_WEBHOOK_SECRET: "  " }), "STRIPE_WEBHOOK_SECRET"],
  [
    "a previous secret that is the current one",
    pair({ STRIPE_WEBHOOK_SECRET_PREVIOUS: secret }),
    "STRIPE_WEBHOOK_SECRET_PREVIOUS",
  ],
  ["a previous secret alone", { STRIPE_WEBHOOK_SECRET_PREVIOUS: secret }, "STRIPE_WEBHOOK_SECRET"],
  ["a live key outside production", pair({ STRIPE_SECRET_KEY: "sk_live_abc" }), "STRIPE_SECRET_KEY"],
  [
    "a restricted live key outside production",
    pair({ STRIPE_SECRET_KEY: "rk_live_abc" }),
    "STRIPE_SECRET_KEY",
  ],
  [
    "a live key on a preview",
    pair({ STRIPE_SECRET_KEY: "sk_live_abc", NODE_ENV: "production", VERCEL_ENV: "preview" }),
    "STRIPE_SECRET_KEY",
  ],
  [
    "a live key beside a local Stripe",
    pair({ STRIPE_SECRET_KEY: "sk_live_abc", STRIPE_API_URL: local, NODE_ENV: "production" }),
    "STRIPE_API_URL",
  ],
  ["a live key without whoever invoices", live({}), "INVOICE_ISSUER"],
  [
    "a live key with the name alone of whoever invoices",
    live({ INVOICE_ISSUER: "Acme Ltd" }),
    "INVOICE_ISSUER",
  ],
  [
    "a live key with the example of whoever invoices",
    live({ INVOICE_ISSUER: "Example Ltd | 1 High Street | 12345 Exampleton | VAT EX123456789" }),
    "INVOICE_ISSUER",
  ],
  ["a local Stripe in production", pair({ STRIPE_API_URL: local, NODE_ENV: "production" }), "STRIPE_API_URL"],
  ["a local Stripe without a key", { STRIPE_API_URL: local }, "STRIPE_SECRET_KEY"],
];

test.each(wrong)("%s stops the start with a sentence that names the variable", async (_, variables, name) => {
  await expect(started(variables)).rejects.toThrow(new RegExp(`^ {2}${name}: \\w.{15,}`, "m"));
});

test("Vercel's own header is believed on Vercel alone: anywhere else whoever asks could write it", async () => {
  await expect(started({ TRUSTED_PROXY: "vercel" })).rejects.toThrow(/TRUSTED_PROXY: vercel is for/);
  await expect(started({ TRUSTED_PROXY: "vercel", VERCEL_ENV: "production" })).resolves.toBeDefined();
});

test.each([
  ["none at all", {}],
  ["test keys", pair({})],
  ["test keys for a local Stripe", pair({ STRIPE_API_URL: local })],
  ["a restricted test key", pair({ STRIPE_SECRET_KEY: "rk_test_abc" })],
  ["a restricted live key in production", live({ STRIPE_SECRET_KEY: "rk_live_abc", INVOICE_ISSUER: issuer })],
  ["live keys in production", live({ INVOICE_ISSUER: issuer })],
])("%s is a configuration", async (_, variables) => {
  await expect(started(variables)).resolves.toBeDefined();
});

test("a restricted key is live or not like a secret one", async () => {
  await started(live({ STRIPE_SECRET_KEY: "rk_live_abc", INVOICE_ISSUER: issuer }));
  const { billingMode } = await import("@/lib/billing/stripe/client");
  expect(billingMode()).toBe("live");
});

test("no sentence repeats a secret", async () => {
  const variables = pair({
    STRIPE_SECRET_KEY: "pk_live_do_not_print",
    STRIPE_WEBHOOK_SECRET: "nor_this_one",
  });
  const message = await started(variables).catch(String);
  expect(message).not.toMatch(/do_not_print|nor_this_one/);
});

function pair(rest: Record<string, string>): Record<string, string> {
  return { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, ...rest };
}

function live(rest: Record<string, string>): Record<string, string> {
  return pair({ STRIPE_SECRET_KEY: "sk_live_abc", NODE_ENV: "production", ...rest });
}

/** The environment as a fresh process reads it. */
async function started(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.resetModules();
  const { env } = await import("@/env");
  return env();
}
