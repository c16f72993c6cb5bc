import { describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { runCommand } from "@/lib/core/run";
import { describeEvent } from "@/lib/describe-event";
import { findTenant } from "@/lib/tenancy/find-tenant";
import { getSettings, listTenants } from "@/lib/tenancy/queries";
import { reactivateWorkspace, suspendWorkspace } from "@/lib/tenancy/suspend-workspace";
import { updateSignUp, updateWorkspace } from "@/lib/tenancy/update-workspace";
import { spoken } from "../support/spoken";
import { platform, workspace } from "../support/world";

const operator = platform({ operator: { id: "rita", label: "rita" } });

describe("settings", () => {
  test("a new name is seen by the next request and told to the audit log; the address stays", async () => {
    const acme = await workspace();
    expect(await findTenant(acme.slug)).toMatchObject({ name: "Acme" });
    await acme.admin.run(updateWorkspace, { name: "  Acme \n Møbler " });
    expect(await findTenant(acme.slug)).toMatchObject({ name: "Acme Møbler", slug: acme.slug });
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items[0]).toMatchObject({
      type: "workspace.updated",
      data: { name: { from: "Acme", to: "Acme Møbler" } },
    });
  });

  test("one workspace's settings are its own", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace({ name: "Globex" })]);
    await acme.owner.run(updateWorkspace, { name: "Changed" });
    await acme.owner.run(updateSignUp, { signUpPolicy: "open" });
    expect(await globex.viewer.ask(getSettings, {})).toMatchObject({
      name: "Globex",
      signUpPolicy: "invitation",
    });
  });

  test.each(["member", "viewer", "billing"] as const)("a %s changes no settings", async (role) => {
    const acme = await workspace();
    await expect(acme[role].run(updateWorkspace, { name: "Mine" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(acme[role].run(updateSignUp, { signUpPolicy: "open" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("who may join", () => {
  test("domains are stored as the part after the @ of an address, however they were typed", async () => {
    const acme = await workspace();
    await acme.admin.run(updateSignUp, {
      signUpPolicy: "domain",
      signUpDomains: "@ACME.com, acme.co.uk.\nbücher.example acme.com",
      signUpRole: "viewer",
    });
    expect(await findTenant(acme.slug)).toMatchObject({
      signUpPolicy: "domain",
      signUpDomains: ["acme.com", "acme.co.uk", "xn--bcher-kva.example"],
      signUpRole: "viewer",
    });
  });

  test.each([
    ["gmail.com", "Anyone can have an address at gmail.com"],
    ["acme.com, Outlook.com", "outlook.com"],
    ["localhost", "not a public domain"],
    ["mail.acme.local", "not a public domain"],
    ["127.0.0.1", "not a public domain"],
    ["2130706433", "not a public domain"],
    ["com", "not a public domain"],
    ["co.uk", "not a public domain"],
    ["acme.com/x", "not a public domain"],
    ["acme.com:443", "not a public domain"],
    ["ada@acme.com", "not a public domain"],
    ["*.com", "not a public domain"],
    ["-acme.com", "not a public domain"],
    ["", "at least one domain"],
  ])("a domain that is not one company's own is refused next to the field: %j", async (domains, message) => {
    const acme = await workspace();
    await expect(
      acme.owner.run(updateSignUp, { signUpPolicy: "domain", signUpDomains: domains }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { signUpDomains: [spoken(message)] },
    });
  });

  test("nobody joins as an admin by themself", async () => {
    const acme = await workspace();
    await expect(
      acme.owner.run(updateSignUp, { signUpPolicy: "open", signUpRole: "admin" as "member" }),
    ).rejects.toMatchObject({ code: "invalid", fields: { signUpRole: [expect.any(String)] } });
  });
});

describe("operators", () => {
  test("suspending closes a workspace for the next request, reactivating opens it; its own audit log tells both", async () => {
    const acme = await workspace();
    await findTenant(acme.slug);
    await operator.run(suspendWorkspace, { slug: acme.slug, reason: "Unpaid since May" });
    expect(await findTenant(acme.slug)).toMatchObject({ status: "suspended", suspendedNotice: null });
    await operator.run(reactivateWorkspace, { slug: acme.slug });
    expect(await findTenant(acme.slug)).toMatchObject({ status: "active" });
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items).toMatchObject([
      { type: "workspace.reactivated", actorKind: "operator", actorLabel: "rita" },
      { type: "workspace.suspended", actorKind: "operator" },
    ]);
  });

  test("why a workspace was suspended is for operators alone; its people and its audit log get the notice", async () => {
    const acme = await workspace();
    const reason = "Chargebacks from a stolen card, see case 4711";
    const notice = "We have a question about your last payment.";
    await operator.run(suspendWorkspace, { slug: acme.slug, reason, notice });
    const shipped = await findTenant(acme.slug);
    expect(shipped).toMatchObject({ status: "suspended", suspendedNotice: notice });
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items[0]).toMatchObject({ type: "workspace.suspended", data: { notice } });
    expect(JSON.stringify([shipped, items])).not.toContain("stolen card");
    expect((await operator.run(listTenants, { search: acme.slug })).items).toMatchObject([
      { suspendedReason: reason, suspendedNotice: notice },
    ]);
    await operator.run(reactivateWorkspace, { slug: acme.slug });
    expect(await findTenant(acme.slug)).toMatchObject({ status: "active", suspendedNotice: null });
  });

  test("what an operator wrote before there was a notice is not shown", async () => {
    const told = { type: "workspace.suspended", actorLabel: "rita", subjectLabel: "Acme" };
    expect(describeEvent({ ...told, data: { reason: "Stolen card" } }, "en").detail).toBeNull();
    expect(describeEvent({ ...told, data: { notice: "A question" } }, "en").detail).toBe("A question");
  });

  test("not even its owner changes anything in a suspended workspace", async () => {
    const acme = await workspace();
    await operator.run(suspendWorkspace, { slug: acme.slug, reason: "Abuse" });
    const tenant = await findTenant(acme.slug);
    if (!tenant) throw new Error("gone");
    const context = { ...acme.owner.context, tenant };
    await expect(runCommand(updateWorkspace, context, { name: "Back" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("suspending twice, reactivating what is open, and what never was are told apart", async () => {
    const acme = await workspace();
    const { slug } = acme;
    await expect(operator.run(reactivateWorkspace, { slug })).rejects.toMatchObject({ code: "conflict" });
    await operator.run(suspendWorkspace, { slug, reason: "Unpaid" });
    await expect(operator.run(suspendWorkspace, { slug, reason: "Again" })).rejects.toMatchObject({
      code: "conflict",
      message: spoken("Unpaid"),
    });
    await expect(
      operator.run(suspendWorkspace, { slug: "never-was", reason: "Unpaid" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("nobody but an operator may, not even the owner of the workspace", async () => {
    const acme = await workspace();
    const { userId: id, email } = acme.owner;
    const owner = platform({ person: { id, email, name: "Owner", sessionId: "ses_1" } });
    for (const someone of [platform(), owner]) {
      await expect(someone.run(suspendWorkspace, { slug: acme.slug, reason: "Spite" })).rejects.toMatchObject(
        { code: "forbidden" },
      );
      await expect(someone.run(listTenants, {})).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("the list finds a workspace by its name and counts its members", async () => {
    const acme = await workspace({ plan: "starter", name: "Zyxcorp" });
    const { items } = await operator.run(listTenants, { search: "ZYX" });
    expect(items).toMatchObject([{ slug: acme.slug, plan: "starter", members: 5, status: "active" }]);
    expect((await operator.run(listTenants, { search: "zyx", status: "suspended" })).items).toEqual([]);
  });
});
