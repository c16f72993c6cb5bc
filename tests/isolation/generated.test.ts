import { describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Command, PlatformCommand, PlatformQuery, Query } from "@/lib/core/operation";
import { can, type Role, roles } from "@/lib/core/permissions";
import { flushRefusals } from "@/lib/core/refusals";
import { runCommand, runOnPlatform, runQuery } from "@/lib/core/run";
import { contextOf } from "@/lib/entry/context";
import { newId } from "@/lib/platform/id";
import { origin, platform } from "../support/world";
import type { Case } from "./case";
import { cases, idPattern, inputFor } from "./cases";
import { declared, platformOperations, tenantVerbs } from "./commands";
import { createFixture, type Fixture } from "./fixture";
import { changes, snapshot } from "./snapshot";

const operator = { id: "operator", label: "operator" };

test("every case has its verb, and who may is said of every verb of a workspace", () => {
  const unsaid = tenantVerbs.filter(({ name }) => !cases[name]?.may).map(({ name }) => name);
  expect(
    unsaid,
    "Tell in tests/<noun>/isolation.ts who may; the attacks follow from the declaration.",
  ).toEqual([]);
  const names = declared.map(({ verb }) => verb.name);
  const gone = Object.keys(cases).filter((name) => !names.includes(name));
  expect(gone, "These verbs are gone; delete their cases.").toEqual([]);
});

const caseOf = (name: string): Case => cases[name] ?? {};

const byName = <V extends { name: string }>(verbs: V[]) => verbs.map((verb) => [verb.name, verb] as const);

function perform(verb: Command | Query, actor: Fixture["owner"], input: unknown): Promise<unknown> {
  return verb.kind === "command"
    ? runCommand(verb, actor.context, input)
    : runQuery(verb, actor.context, input);
}

function doerOf(verb: Command | Query, { as }: Case): Role {
  const role = as ?? roles.find((one) => can(one, verb.permission));
  if (!role) throw new Error(`nobody may ${verb.name}`);
  return role;
}

const namesSomething = (input: unknown) => JSON.stringify(input).match(idPattern) !== null;

/** The same input about things that never were. */
function imagined(input: unknown): unknown {
  const random = newId("prj").slice(4);
  return JSON.parse(JSON.stringify(input).replace(idPattern, (id) => `${id.split("_")[0]}_${random}`));
}

/** The refusal as a stranger reads it; a success is an answer too, and must be told apart. */
async function answerOf(work: Promise<unknown>): Promise<{ code: string; text: string }> {
  try {
    return { code: "ok", text: JSON.stringify((await work) ?? null) };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, message, fields } = thrown;
    return { code, text: JSON.stringify({ message, fields }) };
  }
}

describe.each(byName(tenantVerbs))("%s", (name, verb) => {
  const one = caseOf(name);
  const doer = doerOf(verb, one);

  test("is open to the roles its case names", () => {
    expect(roles.filter((role) => can(role, verb.permission))).toEqual(one.may);
  });

  test.skipIf(one.unproven)("works at home", async () => {
    const home = await createFixture();
    const result = await perform(verb, home[doer], inputFor(verb, home));
    expect(result).not.toMatchObject({ ok: false });
  });

  test("cannot reach into another workspace, nor hear of it", async () => {
    const [mine, theirs] = await Promise.all([createFixture(), createFixture()]);
    const before = await snapshot(theirs);
    const input = inputFor(verb, theirs);
    const answer = await answerOf(perform(verb, mine[doer], input));
    expect(answer.text).not.toContain(theirs.marker);
    if (namesSomething(input)) {
      if (one.otherTenant !== "nothing") expect(answer.code).toBe("not_found");
      expect(answer).toEqual(await answerOf(perform(verb, mine[doer], imagined(input))));
    }
    expect(changes(before, await snapshot(theirs))).toEqual([]);
  });

  const others = roles.filter((role) => !can(role, verb.permission));
  test.skipIf(others.length === 0)(`is closed to ${others.join(", ")}`, async () => {
    const home = await createFixture();
    const before = await snapshot(home);
    for (const role of others) {
      await expect(perform(verb, home[role], inputFor(verb, home)), role).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await flushRefusals();
    expect(changes(before, await snapshot(home))).toEqual(["tenant.events"]);
    const { items } = await runQuery(listEvents, home.owner.context, { noun: "security" });
    const refused = { type: "security.permission_refused", risk: "low", data: { verb: name, count: 1 } };
    expect(items).toMatchObject(
      others.map((role) => ({ ...refused, actorId: home[role].userId })).toReversed(),
    );
  });

  test("takes no tenant from its input", async () => {
    const [mine, theirs] = await Promise.all([createFixture(), createFixture()]);
    const before = await snapshot(theirs);
    for (const smuggled of ["tenantId", "tenant_id", "tenant", "slug"]) {
      const input = { ...inputFor(verb, mine), [smuggled]: theirs.id };
      await expect(perform(verb, mine[doer], input)).rejects.toMatchObject({ code: "invalid" });
    }
    expect(changes(before, await snapshot(theirs))).toEqual([]);
  });
});

describe("somebody who is not signed in", () => {
  const place = async () => {
    const { tenant } = await createFixture();
    return { kind: "workspace" as const, tenant, origin };
  };

  test("gets no context, and without one no verb runs", async () => {
    await expect(contextOf(await place(), null)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("nor does somebody who is signed in but no member here", async () => {
    const stranger = await createFixture();
    const { userId: id, email } = stranger.owner;
    const session = { id: stranger.sessionId, user: { id, email, name: "Stranger", isEmailVerified: true } };
    await expect(contextOf(await place(), session)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("nor a member of a workspace that is suspended", async () => {
    const home = await createFixture();
    const { userId: id, email } = home.owner;
    const session = { id: home.sessionId, user: { id, email, name: "Owner", isEmailVerified: true } };
    const tenant = { ...home.tenant, status: "suspended" as const };
    const suspended = { kind: "workspace" as const, tenant, origin };
    await expect(contextOf(suspended, session)).rejects.toMatchObject({ code: "forbidden" });
  });
});

const personOf = ({ owner, sessionId }: Fixture): NonNullable<PlatformContext["person"]> => ({
  id: owner.userId,
  email: owner.email,
  name: "Owner",
  sessionId,
});

/** Who may come to an operation, from the workspace `at`. */
function callerAt(verb: PlatformCommand | PlatformQuery, at: Fixture): Partial<PlatformContext> {
  const person = verb.audience === "person" ? personOf(at) : null;
  return { tenant: at.tenant, person, operator: verb.audience === "operator" ? operator : null };
}

const knock = (verb: PlatformCommand | PlatformQuery, who: Partial<PlatformContext>, input: unknown) =>
  runOnPlatform(verb, platform(who).context, input);

describe.each(byName(platformOperations))("%s", (name, verb) => {
  const one = caseOf(name);

  test.skipIf(one.unproven)("works for those it is for", async () => {
    const home = await createFixture();
    const result = await knock(verb, callerAt(verb, home), inputFor(verb, home));
    expect(result ?? {}).not.toMatchObject({ ok: false });
  });

  test.skipIf(verb.audience === "public")(`opens to a ${verb.audience} only`, async () => {
    const home = await createFixture();
    const before = await snapshot(home);
    const input = inputFor(verb, home);
    const wrong = verb.audience === "person" ? [{}, { operator }] : [{}, { person: personOf(home) }];
    const code = verb.audience === "person" ? "unauthenticated" : "forbidden";
    for (const who of wrong) {
      await expect(knock(verb, { tenant: home.tenant, ...who }, input)).rejects.toMatchObject({ code });
    }
    await flushRefusals();
    // Who is not signed in is asked to be; who plays the operator leaves a trace.
    const told = verb.audience === "operator" ? ["tenant.events"] : [];
    expect(changes(before, await snapshot(home))).toEqual(told);
  });

  // An operator stands above every workspace, so there is no other one to keep out of.
  test.skipIf(verb.audience === "operator")("cannot be turned on another workspace", async () => {
    const [mine, theirs] = await Promise.all([createFixture(), createFixture()]);
    const before = await snapshot(theirs);
    const input = inputFor(verb, theirs);
    const answer = await answerOf(knock(verb, callerAt(verb, mine), input));
    expect(answer.text).not.toContain(theirs.marker);
    if (one.otherTenant) expect(answer.code).toBe(one.otherTenant);
    const allowed = Object.keys(one.leaves ?? {});
    const touched = changes(before, await snapshot(theirs)).filter((table) => !allowed.includes(table));
    expect(touched).toEqual([]);
  });
});
