import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { connection } from "@/db/client";
import { rateCounters, tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { counterKey, on } from "@/lib/auth/attempts";
import { changePassword } from "@/lib/auth/change-password";
import { hashing, hashPassword, mostHashing } from "@/lib/auth/passwords";
import { policies } from "@/lib/auth/policies";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { requestVerification } from "@/lib/auth/request-verification";
import { resetPassword } from "@/lib/auth/reset-password";
import { signIn } from "@/lib/auth/sign-in";
import { verifyEmail } from "@/lib/auth/verify-email";
import { counting, countUp } from "@/lib/core/counters";
import { inviteMember } from "@/lib/members/invite-member";
import { acceptInvitation } from "@/lib/onboarding/accept-invitation";
import { confirmSignUp } from "@/lib/onboarding/confirm-sign-up";
import { confirmWorkspace } from "@/lib/onboarding/confirm-workspace";
import { signUp } from "@/lib/onboarding/sign-up";
import { asked, wish } from "../onboarding/opened";
import { origin, workspace } from "../support/world";
import { account, mailedSecret, otherPassword, password, signedIn, tenantOf, visitor } from "./people";

const hashes = vi.hoisted(() => ({ begins: async (): Promise<void> => undefined }));
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  const after =
    <A extends unknown[], R>(work: (...all: A) => Promise<R>) =>
    async (...all: A): Promise<R> => {
      await hashes.begins();
      return work(...all);
    };
  return { ...real, hash: after(real.hash), verify: after(real.verify) };
});
afterEach(() => {
  hashes.begins = async () => undefined;
});

/** Stops every hash where it begins, until it is let go, and takes up places in the queue meanwhile. */
function held() {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  hashes.begins = () => gate;
  /** Without the work around a hash: so many attempts at once would wait for connections and not for each other. */
  const occupy = (places: number, ip: string | null = null) =>
    Promise.all(Array.from({ length: places }, () => codeOf(hashing(ip, () => gate))));
  return { release, occupy };
}

const guess = (email: string) => visitor().run(signIn, { email, password: "a guess" });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "in",
    ({ code }: { code: string }) => code,
  );

async function open() {
  const { id, slug } = await workspace();
  await admit(id, "open");
  return tenantOf(slug);
}

const admit = (id: string, signUpPolicy: "open" | "invitation") =>
  withPlatform((db) => db.update(tenants).set({ signUpPolicy }).where(eq(tenants.id, id)));

const newcomer = () => ({ name: "Nora", email: `nora-${crypto.randomUUID()}@corp.example`, password });

describe("whatever hashes a password holds no connection meanwhile", () => {
  /** How many connections of the platform were in use whenever a hash began. */
  async function whileHashing(work: () => Promise<unknown>): Promise<number[]> {
    const { pool } = connection("platform");
    const seen: number[] = [];
    hashes.begins = async () => void seen.push(pool.totalCount - pool.idleCount);
    await work();
    return seen;
  }

  const deeds: [string, number, () => Promise<() => Promise<unknown>>][] = [
    [
      "signing in",
      1,
      async () => {
        const { email } = await account();
        return () => visitor().run(signIn, { email, password });
      },
    ],
    ["a guess", 1, async () => () => codeOf(guess("nobody-at-all@example.com"))],
    [
      "changing a password",
      2,
      async () => {
        const { run } = await signedIn(await account());
        return () => run(changePassword, { currentPassword: password, newPassword: otherPassword });
      },
    ],
    [
      "a reset",
      1,
      async () => {
        const { email } = await account();
        await visitor().run(requestPasswordReset, { email });
        const token = await mailedSecret(email, "resetPassword");
        return () => visitor().run(resetPassword, { token, password: otherPassword });
      },
    ],
    ["verifying by password", 1, () => verifying({ password })],
    ["verifying by a new password", 1, () => verifying({ newPassword: otherPassword })],
    ["asking for a workspace", 1, async () => () => asked(wish())],
    [
      "confirming a workspace",
      1,
      async () => {
        const { token, slug } = await asked(wish());
        return () => visitor().run(confirmWorkspace, { token, slug, password: otherPassword });
      },
    ],
    [
      "signing up",
      1,
      async () => {
        const tenant = await open();
        return () => visitor({ tenant }).run(signUp, newcomer());
      },
    ],
    [
      "confirming a sign-up",
      1,
      async () => {
        const [tenant, who] = [await open(), newcomer()];
        await visitor({ tenant }).run(signUp, who);
        const token = await mailedSecret(who.email, "signUpConfirmation");
        return () => visitor({ tenant }).run(confirmSignUp, { token, password: otherPassword });
      },
    ],
    [
      "accepting an invitation with the account's password",
      1,
      async () => accepting((await account()).email),
    ],
    ["accepting one with a new password", 1, async () => accepting(newcomer().email)],
  ];

  async function verifying(given: { password: string } | { newPassword: string }) {
    const { email } = await signedUpUnverified();
    const token = await mailedSecret(email, "verifyEmail");
    return () => visitor().run(verifyEmail, { token, ...given });
  }

  async function signedUpUnverified() {
    const kim = await account({ isVerified: false });
    await (await signedIn(kim)).run(requestVerification, {});
    return kim;
  }

  async function accepting(email: string) {
    const acme = await workspace();
    await acme.admin.run(inviteMember, { emails: email, role: "member" });
    const token = await mailedSecret(email, "invitation");
    const tenant = await tenantOf(acme.slug);
    return () => visitor({ tenant }).run(acceptInvitation, { token, name: "Greta", password });
  }

  test.each(deeds)("%s", async (_, count, prepared) => {
    const deed = await prepared();
    expect(await whileHashing(deed)).toEqual(Array(count).fill(0));
  });
});

describe("of more at once than there is room for", () => {
  test("the rest is refused at once, and pages still have their connections", async () => {
    const { release, occupy } = held();
    const first = codeOf(guess("first@example.com"));
    const others = occupy(mostHashing - 1);
    const refusal = await guess("one-too-many@example.com").catch((thrown) => thrown);
    expect(refusal).toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
    await expect(hashPassword(password)).rejects.toMatchObject({ code: "unavailable" });
    await expect(withPlatform((db) => db.execute(sql`select 1`))).resolves.toBeDefined();
    release();
    expect(await first).toBe("unauthenticated");
    expect(new Set(await others)).toEqual(new Set(["in"]));
    expect(await codeOf(guess("afterwards@example.com"))).toBe("unauthenticated");
  });

  test("known and unknown accounts are refused alike, and nothing is counted against anybody", async () => {
    const kim = await account();
    const { release, occupy } = held();
    const others = occupy(mostHashing);
    const emails = [kim.email, "nobody-in-the-crowd@example.com"];
    for (const email of emails)
      for (const guessed of [password, "a guess"])
        expect(await codeOf(visitor().run(signIn, { email, password: guessed }))).toBe("unavailable");
    release();
    await others;
    for (const email of emails) {
      const key = counterKey("signInPace", email);
      const counted = await withPlatform((db) =>
        db.select().from(rateCounters).where(eq(rateCounters.key, key)),
      );
      expect(counted).toEqual([]);
    }
  });
});

describe("one client", () => {
  test("leaves room in the queue for the others", async () => {
    const { release, occupy } = held();
    const ip = "198.51.200.1";
    const client = visitor({ origin: { ...origin, ip } });
    const flood = occupy(mostHashing, ip);
    const more = codeOf(client.run(signIn, { email: "alone@example.com", password: "a guess" }));
    const other = codeOf(guess("somebody-else@example.com"));
    expect(await more).toBe("unavailable");
    release();
    expect(await other).toBe("unauthenticated");
    const admitted = (await flood).filter((code) => code === "in");
    expect(admitted).toHaveLength(mostHashing / 2);
  });

  test("is held back who signs in again and again, though the password is right", async () => {
    const { email } = await account();
    const so = { ...on("signInOften", email), amount: policies.signInOften.max - 1 };
    await counting((tx) => countUp(tx, [so]));
    expect(await codeOf(visitor().run(signIn, { email, password }))).toBe("in");
    expect(await codeOf(visitor().run(signIn, { email, password }))).toBe("rate_limited");
    expect(await hashesOf(() => codeOf(visitor().run(signIn, { email, password })))).toBe(0);
  });

  /** Links whose holder chooses a password, and is refused for another reason, so that the link stays good. */
  const refusedLinks: [string, () => Promise<() => Promise<unknown>>][] = [
    [
      "a workspace whose address is taken",
      async () => {
        const { token } = await asked(wish());
        const { slug } = await workspace();
        return () => visitor().run(confirmWorkspace, { token, slug, password: otherPassword });
      },
    ],
    [
      "a sign-up that is not admitted any more",
      async () => {
        const [tenant, who] = [await open(), newcomer()];
        await visitor({ tenant }).run(signUp, who);
        const token = await mailedSecret(who.email, "signUpConfirmation");
        await admit(tenant.id, "invitation");
        return () => visitor({ tenant }).run(confirmSignUp, { token, password: otherPassword });
      },
    ],
  ];

  test.each(refusedLinks)(
    "has so many passwords hashed by the link of %s and no more",
    async (_, prepared) => {
      const deed = await prepared();
      const { max } = policies.choosePassword;
      expect(await hashesOf(() => severally(max + 5, deed))).toBe(max);
      expect(await codeOf(deed())).toBe("rate_limited");
    },
  );
});

async function severally(times: number, deed: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < times; n++) await codeOf(deed());
}

async function hashesOf(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  hashes.begins = async () => void count++;
  await work();
  return count;
}
