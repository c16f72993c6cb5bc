import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { signIn } from "@/lib/auth/sign-in";
import type { Tenant } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { inviteMember } from "@/lib/members/invite-member";
import { checkSlug } from "@/lib/onboarding/check-slug";
import { findWorkspaces } from "@/lib/onboarding/find-workspaces";
import { openWorkspace } from "@/lib/onboarding/open-workspace";
import { signUp } from "@/lib/onboarding/sign-up";
import { freshSlug } from "../onboarding/opened";
import { stepsOf } from "../support/steps";
import { member, person, type TestWorkspace, workspace } from "../support/world";
import { account, otherPassword, tenantOf, visitor } from "./people";

vi.mock("@node-rs/argon2", async (original) => {
  const { told } = await import("../support/steps");
  const real = await original<typeof import("@node-rs/argon2")>();
  return { ...real, hash: told("argon2 hash", real.hash), verify: told("argon2 verify", real.verify) };
});

/** Whoever an address may belong to, as seen from one workspace. */
async function world() {
  const acme = await workspace();
  await withPlatform((db) => db.update(tenants).set({ signUpPolicy: "open" }).where(eq(tenants.id, acme.id)));
  const inside = await account();
  await member(acme.slug, "member", inside);
  const addresses = {
    member: inside.email,
    outsider: (await account()).email,
    unverified: (await account({ isVerified: false })).email,
    "without a password": (await person()).email,
    nobody: `nobody-${freshSlug()}@example.com`,
  };
  return { acme, tenant: await tenantOf(acme.slug), addresses };
}

/** The answer as the browser is given it; secrets are as long as each other and count as one. */
async function answerOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return shapeOf(await work);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, message, fields, status } = thrown;
    return { code, message, fields, status };
  }
}

const shapeOf = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer ?? null, (_, value) => (typeof value === "string" ? value.length : value)),
  );

const deeds: [string, (email: string, tenant: Tenant) => Promise<unknown>][] = [
  [
    "opening a workspace",
    (email) =>
      visitor().run(openWorkspace, {
        ...{ workspaceName: "Venture", slug: freshSlug().padEnd(30, "x") },
        ...{ name: "Anybody", email, password: otherPassword },
      }),
  ],
  [
    "signing up at a workspace",
    (email, tenant) => visitor({ tenant }).run(signUp, { name: "Anybody", email, password: otherPassword }),
  ],
  [
    "asking for a reset at a workspace",
    (email, tenant) => visitor({ tenant }).run(requestPasswordReset, { email }),
  ],
  ["asking for a reset on the root domain", (email) => visitor().run(requestPasswordReset, { email })],
  ["asking for one's workspaces", (email) => visitor().run(findWorkspaces, { email })],
  [
    "signing in at a workspace",
    (email, tenant) => visitor({ tenant }).run(signIn, { email, password: "a guess" }),
  ],
  ["signing in on the root domain", (email) => visitor().run(signIn, { email, password: "a guess" })],
];

test.each(deeds)(
  "%s takes the same steps to the same answer, whoever the address belongs to",
  async (_, deed) => {
    const { tenant, addresses } = await world();
    // What is done once a process, such as opening a connection, is done by now.
    await answerOf(deed(`warm-${freshSlug()}@example.com`, tenant));
    const seen: Record<string, unknown> = {};
    for (const [who, email] of Object.entries(addresses)) {
      let answer: unknown;
      const steps = await stepsOf(async () => {
        answer = await answerOf(deed(email, tenant));
      });
      expect(steps.length).toBeGreaterThan(2);
      seen[who] = { steps, answer };
    }
    for (const who of Object.keys(addresses)) expect(seen[who], who).toEqual(seen.nobody);
  },
);

test("the steps that are compared hold statements, hashes and jobs", async () => {
  const { tenant } = await world();
  const email = `warm-${freshSlug()}@example.com`;
  const signedUp = await stepsOf(() =>
    visitor({ tenant }).run(signUp, { name: "Anybody", email, password: otherPassword }),
  );
  expect(signedUp).toContain("argon2 hash");
  expect(signedUp.filter((step) => step.endsWith("mail.send"))).toHaveLength(1);
  expect(signedUp.filter((step) => step.includes('"email_tokens"'))).toHaveLength(1);
  const guessed = await stepsOf(() => answerOf(visitor().run(signIn, { email, password: "a guess" })));
  expect(guessed).toContain("argon2 verify");
});

test("inviting somebody takes the same steps, whether or not they have an account", async () => {
  const { acme, addresses } = await world();
  const invite = (emails: string) => acme.admin.run(inviteMember, { emails, role: "member" });
  await invite(`warm-${freshSlug()}@example.com`);
  const nobody = await stepsOf(() => invite(addresses.nobody));
  for (const email of [addresses.outsider, addresses.unverified])
    expect(await stepsOf(() => invite(email))).toEqual(nobody);
});

test("an address of a workspace is taken or free, and never by whom", async () => {
  const [acme, closed]: TestWorkspace[] = await Promise.all([workspace(), workspace({ name: "Closed" })]);
  await withPlatform((db) =>
    db
      .update(tenants)
      .set({ status: "suspended" })
      .where(eq(tenants.id, closed?.id ?? "")),
  );
  const answers = [acme, closed].map((one) => visitor().run(checkSlug, { slug: one?.slug ?? "" }));
  for (const answer of await Promise.all(answers)) {
    expect(Object.keys(answer)).toEqual(["status", "suggestion"]);
    expect(answer.status).toBe("taken");
  }
});
