import { describe, expect, test } from "vitest";
import { type Command, execute } from "@/lib/core/command";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { can, type Role, roles } from "@/lib/core/permissions";
import { executePlatform, type PlatformCommand } from "@/lib/core/platform-command";
import { ask, type Query } from "@/lib/core/query";
import { contextOf } from "@/lib/entry/context";
import { newId } from "@/lib/platform/id";
import { origin, platform } from "../support/world";
import { type Case, cases } from "./cases";
import { declared, platformCommands, tenantVerbs } from "./commands";
import { type Furnished, furnish } from "./furnish";
import { changes, snapshot } from "./snapshot";

const operator = { id: "operator", label: "operator" };

test("every verb has its case, and every case its verb", () => {
  const names = declared.map(({ verb }) => verb.name);
  const missing = declared
    .filter(({ verb }) => !(verb.name in cases))
    .map(({ verb, path }) => `"${verb.name}" (${path})`);
  expect(
    missing,
    "Tell in tests/isolation/cases.ts how each is called against a given workspace; the attacks follow from that.",
  ).toEqual([]);
  expect(
    Object.keys(cases).filter((name) => !names.includes(name)),
    "These verbs are gone; delete their cases.",
  ).toEqual([]);
});

const caseOf = (name: string): Case => cases[name] ?? { input: () => ({}), unproven: "has no case" };

const byName = <V extends { name: string }>(verbs: V[]) => verbs.map((verb) => [verb.name, verb] as const);

function perform(verb: Command | Query, actor: Furnished["owner"], input: unknown): Promise<unknown> {
  return verb.kind === "command" ? execute(verb, actor.context, input) : ask(verb, actor.context, input);
}

function doerOf(verb: Command | Query, { as }: Case): Role {
  const role = as ?? roles.find((one) => can(one, verb.permission));
  if (!role) throw new Error(`nobody may ${verb.name}`);
  return role;
}

const idPattern = /\b(prj|mem|inv|usr|ses|evt|ten|int|cs)_[0-9a-z]{26}\b/g;
const namesSomething = (input: unknown) => JSON.stringify(input).match(idPattern) !== null;

/** The same input about things that never were. */
function imagined(input: unknown): unknown {
  const random = newId("project").slice(4);
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
    const home = await furnish();
    const result = await perform(verb, home[doer], one.input(home));
    expect(result).not.toMatchObject({ ok: false });
  });

  test("cannot reach into another workspace, nor hear of it", async () => {
    const [mine, theirs] = await Promise.all([furnish(), furnish()]);
    const before = await snapshot(theirs);
    const input = one.input(theirs);
    const answer = await answerOf(perform(verb, mine[doer], input));
    expect(answer.text).not.toContain(theirs.marker);
    if (namesSomething(input)) {
      if (one.stranger !== "nothing") expect(answer.code).toBe("not_found");
      expect(answer).toEqual(await answerOf(perform(verb, mine[doer], imagined(input))));
    }
    expect(changes(before, await snapshot(theirs))).toEqual([]);
  });

  const others = roles.filter((role) => !can(role, verb.permission));
  test.skipIf(others.length === 0)(`is closed to ${others.join(", ")}`, async () => {
    const home = await furnish();
    const before = await snapshot(home);
    for (const role of others) {
      await expect(perform(verb, home[role], one.input(home)), role).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    expect(changes(before, await snapshot(home))).toEqual([]);
  });

  test("takes no tenant from its input", async () => {
    const [mine, theirs] = await Promise.all([furnish(), furnish()]);
    const before = await snapshot(theirs);
    for (const smuggled of ["tenantId", "tenant_id", "tenant", "slug"]) {
      const input = { ...one.input(mine), [smuggled]: theirs.id };
      await expect(perform(verb, mine[doer], input)).rejects.toMatchObject({ code: "invalid" });
    }
    expect(changes(before, await snapshot(theirs))).toEqual([]);
  });
});

describe("somebody who is not signed in", () => {
  const place = async () => {
    const { tenant } = await furnish();
    return { kind: "workspace" as const, tenant, basePath: "", origin };
  };

  test("gets no context, and without one no verb runs", async () => {
    await expect(contextOf(await place(), null)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("nor does somebody who is signed in but no member here", async () => {
    const stranger = await furnish();
    const { userId: id, email } = stranger.owner;
    const session = { id: stranger.sessionId, user: { id, email, name: "Stranger", isEmailVerified: true } };
    await expect(contextOf(await place(), session)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("nor a member of a workspace that is suspended", async () => {
    const home = await furnish();
    const { userId: id, email } = home.owner;
    const session = { id: home.sessionId, user: { id, email, name: "Owner", isEmailVerified: true } };
    const tenant = { ...home.tenant, status: "suspended" as const };
    const suspended = { kind: "workspace" as const, tenant, basePath: "", origin };
    await expect(contextOf(suspended, session)).rejects.toMatchObject({ code: "forbidden" });
  });
});

const personOf = ({ owner, sessionId }: Furnished): NonNullable<PlatformContext["person"]> => ({
  id: owner.userId,
  email: owner.email,
  name: "Owner",
  sessionId,
});

/** Who may come to a door, from the workspace `at`. */
function callerAt(verb: PlatformCommand, at: Furnished): Partial<PlatformContext> {
  const person = verb.door === "person" ? personOf(at) : null;
  return { tenant: at.tenant, person, operator: verb.door === "operator" ? operator : null };
}

const knock = (verb: PlatformCommand, who: Partial<PlatformContext>, input: unknown) =>
  executePlatform(verb, platform(who).context, input);

describe.each(byName(platformCommands))("%s", (name, verb) => {
  const one = caseOf(name);

  test.skipIf(one.unproven)("works for those it is for", async () => {
    const home = await furnish();
    const result = await knock(verb, callerAt(verb, home), one.input(home));
    expect(result ?? {}).not.toMatchObject({ ok: false });
  });

  test.skipIf(verb.door === "public")(`opens to a ${verb.door} only`, async () => {
    const home = await furnish();
    const before = await snapshot(home);
    const input = one.input(home);
    const wrong = verb.door === "person" ? [{}, { operator }] : [{}, { person: personOf(home) }];
    const code = verb.door === "person" ? "unauthenticated" : "forbidden";
    for (const who of wrong) {
      await expect(knock(verb, { tenant: home.tenant, ...who }, input)).rejects.toMatchObject({ code });
    }
    expect(changes(before, await snapshot(home))).toEqual([]);
  });

  // An operator stands above every workspace, so there is no other one to keep out of.
  test.skipIf(verb.door === "operator")("cannot be turned on another workspace", async () => {
    const [mine, theirs] = await Promise.all([furnish(), furnish()]);
    const before = await snapshot(theirs);
    const input = one.input(theirs);
    const answer = await answerOf(knock(verb, callerAt(verb, mine), input));
    expect(answer.text).not.toContain(theirs.marker);
    if (one.stranger) expect(answer.code).toBe(one.stranger);
    const allowed = Object.keys(one.leaves ?? {});
    const touched = changes(before, await snapshot(theirs)).filter((table) => !allowed.includes(table));
    expect(touched).toEqual([]);
  });
});
