import { expect, test } from "vitest";
import { emailTokens, handoffs, rateCounters, sessions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { createHandoff } from "@/lib/auth/create-handoff";
import { purgeJob } from "@/lib/auth/purge";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { jobs } from "@/lib/nouns";
import { clock, days, hours, minutes } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { workspace } from "../support/world";
import { account, signedIn, visitor } from "./people";

const counts = () =>
  withPlatform(async (db) => {
    const size = async (
      table: typeof emailTokens | typeof handoffs | typeof rateCounters | typeof sessions,
    ) => (await db.select().from(table)).length;
    return [await size(emailTokens), await size(handoffs), await size(rateCounters), await size(sessions)];
  });

test("every night what can no longer be used is deleted, and what can is kept", async () => {
  const acme = await workspace();
  const kim = await account();
  const here = await signedIn(kim);
  await here.run(createHandoff, { to: acme.slug, nonceHash: sha256("nonce") });
  await visitor().run(requestPasswordReset, { email: kim.email });
  const before = await counts();
  const purgeAfter = async (ms: number) => {
    clock.shift(ms);
    await purgeJob.run({});
    clock.reset();
    return counts();
  };
  const [links, , counters, alive] = before;
  expect(before[1]).toBe(1);
  expect(await purgeAfter(minutes(2))).toEqual([links, 0, counters, alive]);
  expect(await purgeAfter(hours(2))).toEqual([0, 0, 0, alive]);
  expect(await here.isAlive()).toBe(true);
  expect(await purgeAfter(days(61))).toEqual([0, 0, 0, 0]);
});

test("the purge is a job that runs by itself", () => {
  expect(jobs.map((job) => job.name)).toContain(purgeJob.name);
  expect(purgeJob.schedule).toMatch(/^\d+ \d+ \* \* \*$/);
});
