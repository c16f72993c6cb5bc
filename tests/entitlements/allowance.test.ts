import { describe, expect, test } from "vitest";
import { setOverride } from "@/lib/billing/operators/overrides";
import { runOnPlatform } from "@/lib/core/run";
import { getAllowance } from "@/lib/entitlements/allowance";
import { limitOverview } from "@/lib/entitlements/list-limits";
import { operatorContext } from "@/lib/entry/cli";
import { archiveProject } from "@/lib/projects/archive-project";
import { createProject } from "@/lib/projects/create-project";
import { workspace } from "../support/world";

const feature = "projects";

describe("room for one more", () => {
  test("is gone at the plan's cap, archived projects included", async () => {
    const acme = await workspace({ plan: "free" });
    const { id } = await acme.member.run(createProject, { name: "One" });
    await acme.member.run(archiveProject, { id });
    expect(await acme.member.ask(getAllowance, { feature })).toMatchObject({
      ...{ planName: "Free", used: 1, limit: 2, isExhausted: false },
    });
    await acme.member.run(createProject, { name: "Two" });
    expect(await acme.member.ask(getAllowance, { feature })).toMatchObject({ used: 2, isExhausted: true });
  });

  test("is told of seats to who may invite", async () => {
    const acme = await workspace({ plan: "free" });
    const seats = await acme.admin.ask(getAllowance, { feature: "seats" });
    expect(seats).toMatchObject({ used: 5, limit: 2, isExhausted: true, isOver: true });
    await expect(acme.member.ask(getAllowance, { feature: "seats" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("is no question for who may not create", async () => {
    const acme = await workspace();
    for (const who of [acme.viewer, acme.billing])
      await expect(who.ask(getAllowance, { feature })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is not taken for read-only where only what is archived is too much", async () => {
    const acme = await workspace();
    for (const name of ["One", "Two"]) {
      const { id } = await acme.owner.run(createProject, { name });
      await acme.owner.run(archiveProject, { id });
    }
    await acme.owner.run(createProject, { name: "Three" });
    await runOnPlatform(setOverride, operatorContext(), {
      ...{ slug: acme.slug, feature, value: 1, reason: "Agreed" },
    });
    expect(await acme.owner.ask(getAllowance, { feature })).toMatchObject({
      ...{ used: 3, limit: 1, isExhausted: true, isOver: false },
    });
  });
});

test("the dashboard tells a member of what the member may see, and of nothing else", async () => {
  const acme = await workspace();
  expect(Object.keys(await acme.viewer.ask(limitOverview, {}))).toContain("projects");
  expect(Object.keys(await acme.billing.ask(limitOverview, {}))).toEqual(["seats"]);
});
