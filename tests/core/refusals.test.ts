import { afterEach, describe, expect, test, vi } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { changePassword } from "@/lib/auth/change-password";
import { checkLink } from "@/lib/auth/check-link";
import { finishHandoff } from "@/lib/auth/finish-handoff";
import { resetPassword } from "@/lib/auth/reset-password";
import { signIn } from "@/lib/auth/sign-in";
import type { Tenant } from "@/lib/core/context";
import { flushRefusals, nobody, note } from "@/lib/core/refusals";
import type { Trace } from "@/lib/core/traces";
import { describeEvent } from "@/lib/describe-event";
import { acceptInvitation } from "@/lib/onboarding/accept-invitation";
import { confirmSignUp, describeSignUp } from "@/lib/onboarding/confirm-sign-up";
import { describeInvitation } from "@/lib/onboarding/describe-invitation";
import { clock, hours } from "@/lib/platform/clock";
import { newSecret } from "@/lib/platform/crypto";
import { log } from "@/lib/platform/log";
import { createProject } from "@/lib/projects/create-project";
import { deleteProject } from "@/lib/projects/delete-project";
import { account, otherPassword, password, signedIn, tenantOf, visitor } from "../auth/people";
import { member, origin, type TestWorkspace, workspace } from "../support/world";

afterEach(() => {
  clock.reset();
  vi.restoreAllMocks();
});

/** What the workspace's own log tells of refusals, oldest first. */
async function told({ owner }: TestWorkspace) {
  await flushRefusals();
  return (await owner.ask(listEvents, { noun: "security" })).items.toReversed();
}

async function refused(work: Promise<unknown>): Promise<void> {
  await expect(work).rejects.toMatchObject({ name: "AppError" });
}

const deleteSomething = { id: `prj_${"0".repeat(26)}` };

describe("a deed refused for its permission", () => {
  test("stands in the history with who, what and a risk, and in the log as a warning", async () => {
    const warn = vi.spyOn(log(), "warn");
    const acme = await workspace();
    await refused(acme.viewer.run(createProject, { name: "No" }));
    expect(await told(acme)).toMatchObject([
      {
        type: "security.permission_refused",
        risk: "low",
        actorKind: "user",
        actorId: acme.viewer.userId,
        data: { verb: "project.create", count: 1 },
        ip: "203.0.113.7",
      },
    ]);
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ event: "security.permission_refused", risk: "low", tenantId: acme.id }),
      "refused",
    );
  });

  test("is told again when it has become worse, and not each time", async () => {
    const acme = await workspace();
    for (let n = 0; n < 25; n++) {
      await refused(acme.member.run(deleteProject, deleteSomething));
      await flushRefusals();
    }
    const lines = await told(acme);
    expect(lines.map(({ risk, data }) => [risk, data.count])).toEqual([
      ["low", 1],
      ["medium", 5],
      ["high", 20],
    ]);
    expect(lines.map((line) => describeEvent(line, "en").detail)).toEqual([
      "Delete a project for good",
      "Delete a project for good, 5 times within an hour",
      "Delete a project for good, 20 times within an hour",
    ]);
  });

  test("is counted by person and by verb, and afresh after an hour", async () => {
    const acme = await workspace();
    await refused(acme.viewer.run(createProject, { name: "No" }));
    await refused(acme.viewer.run(deleteProject, deleteSomething));
    await refused(acme.member.run(deleteProject, deleteSomething));
    await flushRefusals();
    clock.shift(hours(1.1));
    await refused(acme.member.run(deleteProject, deleteSomething));
    expect((await told(acme)).map(({ risk }) => risk)).toEqual(["low", "low", "low", "low"]);
  });

  test("a query is a deed too, and a workspace hears nothing of another's", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    await refused(acme.viewer.ask(listEvents, {}));
    expect(await told(acme)).toMatchObject([{ data: { verb: "audit.list" } }]);
    expect(await told(globex)).toEqual([]);
  });
});

test("a slip of the pen leaves no trace", async () => {
  const acme = await workspace();
  await refused(acme.owner.run(createProject, { name: "" }));
  await refused(acme.owner.run(deleteProject, deleteSomething));
  expect(await told(acme)).toEqual([]);
});

test("a limit of the plan does, but no repetition makes it a high risk", async () => {
  const acme = await workspace({ plan: "free" });
  for (const name of ["One", "Two"]) await acme.owner.run(createProject, { name });
  for (let n = 0; n < 20; n++) await refused(acme.owner.run(createProject, { name: "Three" }));
  expect((await told(acme)).at(-1)).toMatchObject({
    type: "security.limit_reached",
    risk: "medium",
    data: { count: 20 },
  });
});

test("fields that no form asks for do", async () => {
  const acme = await workspace();
  const input = { name: "Mine", tenantId: "ten_another" };
  await refused(acme.owner.run(createProject, input));
  expect(await told(acme)).toMatchObject([{ type: "security.input_refused", risk: "medium" }]);
});

describe("at the door", () => {
  const unused = () => ({ token: newSecret(), browserKey: "" });
  const knocks: [string, string, (tenant: Tenant) => Promise<unknown>][] = [
    [
      "a reset link",
      "link",
      (tenant) => visitor({ tenant }).run(resetPassword, { token: newSecret(), password: otherPassword }),
    ],
    [
      "the page of a reset link",
      "link",
      (tenant) => visitor({ tenant }).run(checkLink, { purpose: "reset_password", token: newSecret() }),
    ],
    ["an invitation", "link", (tenant) => visitor({ tenant }).run(acceptInvitation, { token: newSecret() })],
    [
      "the page of an invitation",
      "link",
      (tenant) => visitor({ tenant }).run(describeInvitation, { token: newSecret() }),
    ],
    ["a sign-up to confirm", "link", (tenant) => visitor({ tenant }).run(confirmSignUp, unused())],
    [
      "the page of a sign-up to confirm",
      "link",
      (tenant) => visitor({ tenant }).run(describeSignUp, unused()),
    ],
    [
      "a hand-off code",
      "handoff",
      (tenant) => visitor({ tenant }).run(finishHandoff, { code: newSecret(), nonce: newSecret() }),
    ],
  ];
  test.each(knocks)("%s that is not good leaves its trace", async (_, kind, knock) => {
    const acme = await workspace();
    await knock(await tenantOf(acme.slug)).catch(() => undefined);
    expect(await told(acme)).toMatchObject([
      { type: `security.${kind}_refused`, risk: "low", actorKind: "anonymous", actorLabel: "Somebody" },
    ]);
  });

  test("a failed sign-in tells of known and unknown accounts alike, and never what was typed", async () => {
    const acme = await workspace();
    const [insider, outsider] = await Promise.all([account(), account()]);
    await member(acme.slug, "member", insider);
    const tenant = await tenantOf(acme.slug);
    const typed = [insider.email, outsider.email, "hunter2@correct.horse.example"];
    for (const email of typed)
      await refused(visitor({ tenant }).run(signIn, { email, password: otherPassword }));
    const lines = await told(acme);
    expect(lines.map(({ type, risk, data }) => [type, risk, data.account])).toEqual([
      ["security.sign_in_failed", "low", "u…@e….com"],
      ["security.sign_in_failed", "low", "u…@e….com"],
      ["security.sign_in_failed", "low", "h…@c….example"],
    ]);
    for (const secret of [...typed, otherPassword]) expect(JSON.stringify(lines)).not.toContain(secret);
  });

  test("guessing goes from failures to being held back, each with its risk", async () => {
    const acme = await workspace();
    const { email } = await account();
    const guesser = visitor({ tenant: await tenantOf(acme.slug) });
    for (let n = 0; n < 7; n++) await refused(guesser.run(signIn, { email, password: otherPassword }));
    const lines = (await told(acme)).map(({ type, risk }) => `${type} ${risk}`);
    expect(lines).toContain("security.sign_in_failed medium");
    expect(lines.at(-1)).toBe("security.attempts_limited medium");
  });

  test("a wrong current password is held against the person", async () => {
    const acme = await workspace();
    const someone = await account();
    await member(acme.slug, "member", someone);
    const { run } = await signedIn(someone, await tenantOf(acme.slug));
    const wrong = { currentPassword: otherPassword, newPassword: `${password} again` };
    await refused(run(changePassword, wrong));
    expect(await told(acme)).toMatchObject([{ type: "security.password_refused", actorId: someone.id }]);
  });
});

describe("a flood", () => {
  const knock = (acme: TestWorkspace, n: number) =>
    note("sign_in", {
      verb: "session.create",
      tenantId: acme.id,
      actor: nobody,
      origin: { ...origin, ip: `192.0.2.${n % 256}` },
    });

  test("of what is little leaves room for what is grave", async () => {
    const acme = await workspace();
    const by = (trace: Trace, verb: string, n: number) =>
      note(trace, {
        verb,
        tenantId: acme.id,
        actor: nobody,
        origin: { ...origin, ip: `198.51.100.${n % 256}` },
      });
    for (let n = 0; n < 150; n++) by("link", "link.check", n);
    await flushRefusals();
    by("sign_in", "session.create", 1);
    await flushRefusals();
    const { items } = await acme.owner.ask(listEvents, { noun: "security" });
    expect(items[0]).toMatchObject({ type: "security.sign_in_failed" });
  });

  test("from many addresses fills neither the history nor the way of what members are refused", async () => {
    const acme = await workspace();
    for (let n = 0; n < 150; n++) knock(acme, n);
    await flushRefusals();
    for (let n = 150; n < 250; n++) knock(acme, n);
    await flushRefusals();
    await refused(acme.viewer.run(createProject, { name: "No" }));
    await flushRefusals();
    const { items } = await acme.owner.ask(listEvents, { noun: "security" });
    const older = await acme.owner.ask(listEvents, { noun: "security", actorId: acme.viewer.userId });
    expect(items[0]).toMatchObject({ type: "security.permission_refused" });
    const flooded = { type: "security.flooded", risk: "high", actorLabel: "Several people" };
    expect(items[1]).toMatchObject({ ...flooded, data: { count: 50 } });
    expect(older.items).toHaveLength(1);
    expect(await count(acme)).toBe(102);
  });

  test("from one address is a handful of lines", async () => {
    const acme = await workspace();
    for (let n = 0; n < 3_000; n++) knock(acme, 7);
    expect(await told(acme)).toMatchObject([{ risk: "high", data: { count: 3_000 } }]);
  });

  async function count(acme: TestWorkspace): Promise<number> {
    let total = 0;
    let cursor: string | null | undefined;
    do {
      const page = await acme.owner.ask(listEvents, { noun: "security", cursor: cursor ?? undefined });
      total += page.items.length;
      cursor = page.nextCursor;
    } while (cursor);
    return total;
  }
});

test("what was refused while the database is away is in the log, and harms nothing", async () => {
  const error = vi.spyOn(log(), "error");
  note("permission", { verb: "x.y", tenantId: "no tenant", actor: nobody, origin });
  await flushRefusals();
  expect(error).toHaveBeenCalledWith(expect.anything(), "refusals could not be written down");
});
