import { expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { signIn } from "@/lib/auth/sign-in";
import type { Tenant } from "@/lib/core/context";
import { flushRefusals } from "@/lib/core/refusals";
import { member, type TestWorkspace, workspace } from "../support/world";
import { account, otherPassword, tenantOf, visitor } from "./people";
import { workOff } from "./work-off";

/** What the workspace's own log tells of refusals. */
async function told({ owner }: TestWorkspace) {
  await flushRefusals();
  return (await owner.ask(listEvents, { noun: "security" })).items;
}

/** So many guesses, at a door, at each of five accounts that may belong to a workspace. */
async function guessed(times: number, tenant: Tenant | null, inside?: TestWorkspace) {
  const people = await Promise.all(Array.from({ length: 5 }, () => account()));
  for (const someone of people) {
    if (inside) await member(inside.slug, "member", someone);
    for (let n = 0; n < times; n++)
      await expect(
        visitor({ tenant }).run(signIn, { email: someone.email, password: otherPassword }),
      ).rejects.toMatchObject({ code: "unauthenticated" });
  }
  await workOff();
}
const isElsewhere = ({ type }: { type: string }) => type === "security.sign_in_failed_elsewhere";

test("what fails in numbers at the first page or at a stranger's door is told where it counts", async () => {
  const [acme, own] = await Promise.all([workspace(), workspace()]);
  const door = await tenantOf(own.slug);
  await guessed(2, null, acme);
  expect(await told(acme)).toEqual([]);
  await guessed(2, door, acme);
  expect(await told(acme)).toMatchObject([
    {
      type: "security.sign_in_failed_elsewhere",
      risk: "medium",
      actorLabel: "Somebody",
      ip: null,
      data: { verb: "session.create", count: 20 },
    },
  ]);
  expect((await told(own)).filter(isElsewhere)).toEqual([]);
});

test("outsiders' failures are told nowhere else, and those at its own door only as such", async () => {
  const acme = await workspace();
  await guessed(5, null);
  await guessed(5, await tenantOf(acme.slug), acme);
  expect((await told(acme)).filter(isElsewhere)).toEqual([]);
});
