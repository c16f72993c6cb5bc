import { describe, expect, test } from "vitest";
import { z } from "zod";
import { projects } from "@/db/schema/tenant";
import { listEvents } from "@/lib/audit/queries";
import { getBilling } from "@/lib/billing/queries";
import { AppError } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { runCommand } from "@/lib/core/run";
import { inviteMember } from "@/lib/members/invite-member";
import { removeMember } from "@/lib/members/remove-member";
import { newId } from "@/lib/platform/id";
import { listProjects } from "@/lib/projects/queries";
import { workspace } from "../support/world";

const leave = (outcome: "throw" | "silent" | "refuse") =>
  command({
    name: "test.leave",
    summary: "Leave something behind",
    permission: "projects:write",
    input: z.strictObject({}),
    output: z.object({ ok: z.boolean(), reason: z.string().optional() }),
    emits: ["project.created"],
    rest: { none: "a test's own" },
    example: {},
    async run({ db, context, emit }) {
      await db
        .insert(projects)
        .values({ tenantId: context.tenant.id, id: newId("prj"), name: "left behind", createdBy: "usr" });
      if (outcome === "silent") return { ok: true };
      if (outcome === "refuse") return { ok: false, reason: "not_today" };
      await emit("project.created", { id: "prj", label: "left behind" });
      throw new AppError("conflict", "no");
    },
  });

describe("a command", () => {
  test("that throws leaves neither row nor event", async () => {
    const acme = await workspace();
    await expect(acme.member.run(leave("throw"), {})).rejects.toThrow("no");
    expect((await acme.viewer.ask(listProjects, {})).items).toEqual([]);
    expect((await acme.owner.ask(listEvents, {})).items).toEqual([]);
  });

  test("that changes something and tells nobody is undone", async () => {
    const acme = await workspace();
    await expect(acme.member.run(leave("silent"), {})).rejects.toThrow("added nothing to the history");
    expect((await acme.viewer.ask(listProjects, {})).items).toEqual([]);
  });

  test("may answer a refusal without an event", async () => {
    const acme = await workspace();
    expect(await acme.member.run(leave("refuse"), {})).toEqual({ ok: false, reason: "not_today" });
  });

  test("is refused in a restricted workspace, while reading goes on", async () => {
    const acme = await workspace();
    const tenant = { ...acme.member.context.tenant, access: "restricted" as const };
    await expect(runCommand(leave("silent"), { ...acme.member.context, tenant }, {})).rejects.toMatchObject({
      code: "billing_restricted",
    });
    expect((await acme.viewer.ask(listProjects, {})).items).toEqual([]);
  });

  test("of letting people go stays open in a restricted and in a paused workspace", async () => {
    const acme = await workspace();
    for (const access of ["restricted", "suspended"] as const) {
      const leaving = await acme.join("viewer");
      const context = { ...acme.owner.context, tenant: { ...acme.owner.context.tenant, access } };
      await runCommand(removeMember, context, { id: leaving.context.membershipId });
      await expect(
        runCommand(inviteMember, context, { emails: "new@example.com", role: "member" }),
      ).rejects.toMatchObject({ code: "billing_restricted", status: 402 });
      expect(await acme.owner.ask(getBilling, {})).toBeDefined();
    }
  });
});
