import { expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { setOverride } from "@/lib/billing/operators/overrides";
import { runOnPlatform } from "@/lib/core/run";
import { getAllowance } from "@/lib/entitlements/allowance";
import { limitOverview, listLimits } from "@/lib/entitlements/list-limits";
import { usageOf } from "@/lib/entitlements/usage-of";
import { operatorContext } from "@/lib/entry/cli";
import { seatUsage } from "@/lib/members/queries";
import { archiveProject } from "@/lib/projects/archive-project";
import { createProject } from "@/lib/projects/create-project";
import { workspace } from "../support/world";

const except = (slug: string, feature: string, value: number) =>
  runOnPlatform(setOverride, operatorContext(), { slug, feature, value, reason: "Agreed" });

test("an exception from the plan shows on every page that tells of the limit", async () => {
  const acme = await workspace({ plan: "free" });
  await except(acme.slug, "projects", 7);
  await except(acme.slug, "seats", 9);
  const archived = await acme.owner.run(createProject, { name: "Old" });
  await acme.owner.run(archiveProject, { id: archived.id });
  await acme.owner.run(createProject, { name: "New" });
  const projects = { used: 2, limit: 7, source: "override" };
  expect(await acme.owner.ask(listLimits, {})).toMatchObject({
    projects,
    seats: { limit: 9, source: "override" },
  });
  expect((await acme.owner.ask(limitOverview, {})).projects).toEqual(projects);
  expect(await acme.owner.ask(getAllowance, { feature: "projects" })).toMatchObject({ used: 2, limit: 7 });
  expect(await acme.owner.ask(seatUsage, {})).toMatchObject({ limit: 9 });
});

test("what is measured is told in its own unit, and by the plan where no exception holds", async () => {
  const acme = await workspace({ plan: "starter" });
  const told = await withTenant(acme.id, (db) => usageOf(db, acme.id, "storage"));
  expect(told).toEqual({ used: 0, limit: 10_000_000_000, source: "plan" });
});
