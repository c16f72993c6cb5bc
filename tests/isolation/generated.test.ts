import { describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import type { Operation } from "@/lib/core/operation";
import { can, roles } from "@/lib/core/permissions";
import { flushRefusals } from "@/lib/core/refusals";
import { runQuery } from "@/lib/core/run";
import { contextOf } from "@/lib/entry/context";
import { noRegion } from "@/lib/platform/region";
import { origin } from "../support/world";
import { caseOf, cases, inputFor } from "./cases";
import { byName, declared, platformOperations, tenantVerbs } from "./commands";
import { createFixture } from "./fixture";
import { idPlaces, textPlaces } from "./id-places";
import { holdsId, imagined, namesSomething } from "./names";
import { answerOf, callerAt, doerOf, knock, operator, perform, personOf } from "./perform";
import { changes, snapshot } from "./snapshot";

test("every case has its verb, and who may is said of every verb", () => {
  const isSaid = ({ name }: Operation) => cases[name]?.may ?? cases[name]?.audience;
  const unsaid = declared.flatMap(({ verb }) => (isSaid(verb) ? [] : [verb.name]));
  expect(
    unsaid,
    "Tell in tests/<noun>/isolation.ts who may, by `may` or `audience`; the attacks follow from the declaration.",
  ).toEqual([]);
  const names = declared.map(({ verb }) => verb.name);
  const gone = Object.keys(cases).filter((name) => !names.includes(name));
  expect(gone, "These verbs are gone; delete their cases.").toEqual([]);
});

test("every case names what its fixture has, wherever the verb takes an id, and is a valid input", async () => {
  const home = await createFixture();
  for (const { verb } of declared) {
    const input = inputFor(verb, home);
    expect(verb.input.safeParse(input), verb.name).toMatchObject({ success: true });
    expect(
      idPlaces(verb.input).filter((place) => !textPlaces(input).includes(place)),
      `${verb.name} takes these ids, too: name them in its example, or in the input of its case.`,
    ).toEqual([]);
    expect(
      JSON.stringify(input).match(/\b[a-z]+_01kb0example0+\b/g) ?? [],
      `${verb.name} is about these, which no fixture of tests/<noun>/isolation.ts makes.`,
    ).toEqual([]);
  }
});

describe.each(byName(tenantVerbs))("%s", (name, verb) => {
  const one = caseOf(name);
  const doer = doerOf(verb);

  test("is open to the roles its case names", () => {
    expect(roles.filter((role) => can(role, verb.permission))).toEqual(one.may);
  });

  test("cannot reach into another workspace, nor hear of it", async () => {
    const [mine, theirs] = await Promise.all([createFixture(), createFixture()]);
    const before = await snapshot(theirs);
    const input = inputFor(verb, theirs);
    const answer = await answerOf(perform(verb, mine[doer], input));
    expect(answer.text).not.toContain(theirs.marker);
    if (holdsId(input) && one.otherTenant !== "nothing") expect(answer.code).toBe("not_found");
    if (namesSomething(input))
      expect(answer).toEqual(await answerOf(perform(verb, mine[doer], imagined(input))));
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
    const session = {
      id: stranger.sessionId,
      user: { id, email, name: "Stranger", isEmailVerified: true, region: noRegion },
    };
    await expect(contextOf(await place(), session)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("nor a member of a workspace that is suspended", async () => {
    const home = await createFixture();
    const { userId: id, email } = home.owner;
    const session = {
      id: home.sessionId,
      user: { id, email, name: "Owner", isEmailVerified: true, region: noRegion },
    };
    const tenant = { ...home.tenant, status: "suspended" as const };
    const suspended = { kind: "workspace" as const, tenant, origin };
    await expect(contextOf(suspended, session)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe.each(byName(platformOperations))("%s", (name, verb) => {
  const one = caseOf(name);

  test("is for those its case names", () => {
    expect(verb.audience).toBe(one.audience);
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
    if (!one.tells) expect(answer.text).not.toContain(theirs.marker);
    if (one.otherTenant) expect(answer.code).toBe(one.otherTenant);
    const touched = changes(before, await snapshot(theirs));
    expect(touched.toSorted(), "Each table that the case leaves to them, and no other.").toEqual(
      Object.keys(one.leaves ?? {}).toSorted(),
    );
  });
});
