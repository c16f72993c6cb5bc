import { spawnSync } from "node:child_process";

const contract = "tests/billing/stripe-contract.test.ts";
const scenarios = "tests/scenarios/playwright.config.ts";

/**
 * `npm run test:stripe-contract`: every call the product makes to Stripe (tests/billing/contract/calls.ts), then the scenarios
 * of tests/scenarios, against a real Stripe sandbox, where a key of one is set. Customers of the scenarios live on test clocks
 * of their own; events are fetched and delivered from here, so nothing has to reach this machine. Only one manner of
 * delivery, because a sandbox takes about a minute to move a clock. Without a key the calls go to the stand-in.
 */
function main(): number {
  const { STRIPE_SECRET_KEY: key, ...rest } = process.env;
  if (!key || !/^[rs]k_test_/.test(key)) return rehearse(rest);
  console.log("Every call the product makes, against the Stripe sandbox of STRIPE_SECRET_KEY:\n");
  const calls = run(["vitest", "run", contract, "--reporter=verbose"], { ...rest, STRIPE_CONTRACT_KEY: key });
  // A restricted key has no right to what the stories do at the dashboard.
  if (calls !== 0 || key.startsWith("rk_")) return calls;
  const env = { ...process.env, SCENARIO_MODES: "shuffled", SCENARIO_TIMEOUT_MS: String(15 * 60_000) };
  return run(["playwright", "test", "-c", scenarios, "--workers", "2"], env);
}

function rehearse(env: NodeJS.ProcessEnv): number {
  console.log(
    "STRIPE_SECRET_KEY is not set to a test key (sk_test_… or rk_test_…): nothing is sent to Stripe.",
  );
  console.log("The same calls go to the stand-in of packages/stripe-local instead:\n");
  const calls = run(["vitest", "run", contract, "--reporter=verbose"], env);
  console.log("\nNothing was sent to Stripe. With a key these stories would follow, events shuffled:\n");
  const list = run(["playwright", "test", "-c", scenarios, "--list"], { ...env, SCENARIO_MODES: "shuffled" });
  return calls || list;
}

function run(words: string[], env: NodeJS.ProcessEnv): number {
  const options = { stdio: "inherit", shell: process.platform === "win32", env } as const;
  return spawnSync("npx", words, options).status ?? 1;
}

process.exit(main());
