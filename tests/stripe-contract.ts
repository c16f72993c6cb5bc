import { spawnSync } from "node:child_process";

const config = "tests/scenarios/playwright.config.ts";

/**
 * `npm run test:stripe-contract`: the scenarios of tests/scenarios against a real Stripe sandbox, where a key of one is
 * set. Customers live on test clocks of their own; events are fetched and delivered from here, so nothing has to reach
 * this machine. Only one manner of delivery, because a sandbox takes about a minute to move a clock.
 */
function main(): number {
  const { STRIPE_SECRET_KEY: key } = process.env;
  if (key?.startsWith("sk_test_")) {
    const env = { ...process.env, SCENARIO_MODES: "shuffled", SCENARIO_TIMEOUT_MS: String(15 * 60_000) };
    return run(["playwright", "test", "-c", config, "--workers", "2"], env);
  }
  console.log("STRIPE_SECRET_KEY is not set to a test key (sk_test_…), so nothing was sent to Stripe.");
  console.log("With one, these stories would run against that sandbox, events shuffled:\n");
  return run(["playwright", "test", "-c", config, "--list"], { ...process.env, SCENARIO_MODES: "shuffled" });
}

function run(words: string[], env: NodeJS.ProcessEnv): number {
  const options = { stdio: "inherit", shell: process.platform === "win32", env } as const;
  return spawnSync("npx", words, options).status ?? 1;
}

process.exit(main());
