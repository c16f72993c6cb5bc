import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { policies } from "@/lib/auth/policies";
import { openAnotherWorkspace } from "@/lib/onboarding/open-another-workspace";
import { workspaceCaps } from "@/lib/onboarding/workspace-cap";
import { clock, days } from "@/lib/platform/clock";
import { account, visitor } from "../auth/people";
import { spoken } from "../support/spoken";
import { workspace } from "../support/world";

afterEach(() => clock.reset());

let serial = 0;
const fresh = () => `capped-${++serial}-${process.pid}`;

/** Opens one more, every time from another address. */
const open = ({ id, name, email }: { id: string; name: string; email: string }, slug = fresh()) =>
  visitor({ person: { id, name, email, sessionId: "ses" } }).run(openAnotherWorkspace, {
    workspaceName: "Capped",
    slug,
  });

async function outcomes(tries: Promise<unknown>[]) {
  const settled = await Promise.allSettled(tries);
  return settled.map((one) => (one.status === "fulfilled" ? "opened" : one.reason.code));
}

test("before verifying, a person opens one workspace, however many addresses they come from", async () => {
  const kim = await account({ isVerified: false });
  const tries = await outcomes(Array.from({ length: 8 }, () => open(kim)));
  expect(tries.toSorted()).toEqual([...Array(7).fill("limit_exceeded"), "opened"]);
  await withPlatform((db) =>
    db.update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, kim.id)),
  );
  expect(await outcomes([open(kim)])).toEqual(["opened"]);
});

test("once verified, five a day", async () => {
  const kim = await account();
  for (let n = 0; n < policies.openWorkspace.max; n++) await open(kim);
  await expect(open(kim)).rejects.toMatchObject({
    code: "rate_limited",
    message: spoken(/in 24 hours\.$/),
  });
  clock.shift(days(1));
  await expect(open(kim)).resolves.toBeDefined();
});

test("and twenty in all", async () => {
  const kim = await account();
  for (let n = 0; n < workspaceCaps.verified; n++) {
    await open(kim);
    if (n % policies.openWorkspace.max === 4) clock.shift(days(1));
  }
  await expect(open(kim)).rejects.toMatchObject({ code: "limit_exceeded" });
});

test("an address that is taken costs neither the person nor the network an attempt", async () => {
  const acme = await workspace();
  const kim = await account();
  const person = { ...kim, sessionId: "ses" };
  const { run } = visitor({ person });
  for (let n = 0; n < 25; n++)
    await expect(
      run(openAnotherWorkspace, { workspaceName: "Capped", slug: acme.slug }),
    ).rejects.toMatchObject({ code: "invalid" });
  const tries = Array.from({ length: policies.openWorkspace.max }, () =>
    run(openAnotherWorkspace, { workspaceName: "Capped", slug: fresh() }),
  );
  expect(new Set(await outcomes(tries))).toEqual(new Set(["opened"]));
});
