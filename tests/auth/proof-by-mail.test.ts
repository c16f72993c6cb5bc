import { beforeAll, describe, expect, test } from "vitest";
import { counterKey, spend } from "@/lib/auth/attempts";
import { changePassword } from "@/lib/auth/change-password";
import { failuresBeforeProof } from "@/lib/auth/policies";
import { refusedSignInJob } from "@/lib/auth/refused-sign-in";
import { signIn } from "@/lib/auth/sign-in";
import { signInByLink } from "@/lib/auth/sign-in-by-link";
import type { Tenant } from "@/lib/core/context";
import { leaveWorkspace } from "@/lib/members/leave-workspace";
import { jobs } from "@/lib/nouns";
import { clock, hours, minutes } from "@/lib/platform/clock";
import { queuedMail } from "../members/queued-mail";
import { stepsOf } from "../support/steps";
import { member, workspace } from "../support/world";
import { account, enter, mailedSecret, otherPassword, password, tenantOf, visitor } from "./people";
import { workOff } from "./work-off";

let tenant: Tenant;
let kim: Awaited<ReturnType<typeof account>>;
const proof = { ticket: "", next: "/sign-in?notice=proof" };

/** As many failures at a door as it takes, by whomever. */
async function besiege(id: string, amount = failuresBeforeProof.workspace) {
  const policy = { max: 10_000, message: "auth.tooMany.signIn" } as const;
  await spend({ key: counterKey("signInHere", id), windowMs: hours(1), amount, policy });
}

const askAs = (email: string, guess = password, next?: string) =>
  visitor({ tenant }).run(signIn, { email, password: guess, next });
const linkTo = (email: string) => mailedSecret(email, "signInLink");

beforeAll(async () => {
  const acme = await workspace();
  tenant = await tenantOf(acme.slug);
  kim = await account();
  await member(acme.slug, "member", kim);
});

test("one failure short of the threshold the password is enough, beyond it a new device proves itself by mail", async () => {
  const globex = await workspace();
  const robin = await account();
  await member(globex.slug, "member", robin);
  const there = await tenantOf(globex.slug);
  await besiege(globex.id, failuresBeforeProof.workspace - 1);
  const knock = (guess: string) =>
    visitor({ tenant: there }).run(signIn, { email: robin.email, password: guess });
  expect((await knock(password)).ticket).not.toBe("");
  await expect(knock("wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await knock("wrong")).toEqual(proof);
});

test("guesses at the root domain count at the doors of the account's workspaces, which its password opens too", async () => {
  const globex = await workspace();
  const robin = await account();
  await member(globex.slug, "member", robin);
  const there = await tenantOf(globex.slug);
  await besiege(globex.id, failuresBeforeProof.workspace - 1);
  const knock = (tenant: Tenant | null, guess: string) =>
    visitor({ tenant }).run(signIn, { email: robin.email, password: guess });
  await expect(knock(null, "wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(knock(there, password)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(knock(null, password)).rejects.toMatchObject({ code: "unauthenticated" });
  await workOff();
  expect(await queuedMail(robin.email)).toHaveLength(2);
  const elsewhere = await account();
  expect((await visitor().run(signIn, { email: elsewhere.email, password })).ticket).not.toBe("");
});

test("what was aimed at a workspace's members from elsewhere does not show at its door, whoever knocks", async () => {
  const globex = await workspace();
  const robin = await account();
  await member(globex.slug, "member", robin);
  const there = await tenantOf(globex.slug);
  await besiege(globex.id, failuresBeforeProof.workspace - 2);
  for (let n = 0; n < 3; n++)
    await expect(visitor().run(signIn, { email: robin.email, password: "wrong" })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  for (const email of ["nobody-there@example.com", robin.email])
    await expect(visitor({ tenant: there }).run(signIn, { email, password: "wrong" })).rejects.toMatchObject({
      code: "unauthenticated",
    });
});

describe("while one workspace is besieged", () => {
  async function siege() {
    const [globex, initech] = await Promise.all([workspace(), workspace()]);
    await besiege(globex.id, failuresBeforeProof.workspace + 1);
    const doors = [null, await tenantOf(initech.slug), tenant];
    const newcomer = async () => {
      const robin = await account();
      await member(globex.slug, "member", robin);
      await member(tenant.slug, "member", robin);
      return robin;
    };
    return { doors, newcomer };
  }

  const answerAt = (tenant: Tenant | null, email: string, guess: string) =>
    visitor({ tenant })
      .run(signIn, { email, password: guess })
      .then(
        () => "in",
        ({ code, message }) => ({ code, message }),
      );

  test("every other door gives members, outsiders and nobody one answer, by the same steps", async () => {
    const { doors, newcomer } = await siege();
    for (const door of doors) {
      const asked = [
        [(await newcomer()).email, "a guess"],
        [(await newcomer()).email, password],
        [(await account()).email, "a guess"],
        [`nobody-${crypto.randomUUID()}@example.com`, "a guess"],
      ] as const;
      await answerAt(door, "warm-up@example.com", "a guess");
      const seen: unknown[] = [];
      for (const [email, guess] of asked) {
        let answer: unknown;
        const steps = await stepsOf(async () => {
          answer = await answerAt(door, email, guess);
        });
        seen.push({ answer, steps });
      }
      expect(seen[0]).toMatchObject({ answer: { code: "unauthenticated" } });
      for (const one of seen) expect(one).toEqual(seen[3]);
    }
  });

  test("the right password gets its link by mail, which signs in where it was asked for", async () => {
    const { doors, newcomer } = await siege();
    for (const door of [null, doors[2] ?? null]) {
      const robin = await newcomer();
      await answerAt(door, robin.email, "not this one");
      await workOff();
      expect(await queuedMail(robin.email)).toEqual([]);
      await answerAt(door, robin.email, password);
      await workOff();
      const { ticket } = await visitor({ tenant: door }).run(signInByLink, {
        token: await linkTo(robin.email),
      });
      expect((await enter(ticket, door)).session.user.id).toBe(robin.id);
    }
  });
});

test("the right password, a wrong one, an unknown e-mail and an outsider are answered alike and do the same", async () => {
  await besiege(tenant.id);
  await workOff();
  const outsider = await account();
  const asked = [
    await askAs(kim.email),
    await askAs(kim.email, "not this one"),
    await askAs("nobody-here@example.com"),
    await askAs(outsider.email),
  ];
  expect(asked).toEqual([proof, proof, proof, proof]);
  expect(await workOff()).toBe(4);
  expect(await queuedMail(kim.email)).toHaveLength(1);
  for (const email of ["nobody-here@example.com", outsider.email])
    expect(await queuedMail(email)).toEqual([]);
});

test("the link finishes the sign-in once, leads on, and makes the place a known one", async () => {
  await askAs(kim.email, password, "/projects");
  await workOff();
  const token = await linkTo(kim.email);
  const phone = visitor({ tenant });
  const { ticket, next } = await phone.run(signInByLink, { token });
  expect(next).toBe("/projects");
  expect((await enter(ticket, tenant)).session.user.id).toBe(kim.id);
  await expect(phone.run(signInByLink, { token })).rejects.toMatchObject({ code: "invalid" });
  expect((await phone.run(signIn, { email: kim.email, password })).ticket).not.toBe("");
});

test("the link is worth nothing on another host, after a quarter of an hour, or after a new password", async () => {
  const robin = await account();
  const inside = await member(tenant.slug, "member", robin);
  await askAs(robin.email);
  await workOff();
  const token = await linkTo(robin.email);
  await expect(visitor().run(signInByLink, { token })).rejects.toMatchObject({ code: "invalid" });
  clock.shift(minutes(16));
  await expect(visitor({ tenant }).run(signInByLink, { token })).rejects.toMatchObject({ code: "invalid" });
  clock.reset();
  const person = { id: inside.userId, name: robin.name, email: robin.email, sessionId: "ses_of_theirs" };
  await visitor({ tenant, person }).run(changePassword, {
    currentPassword: password,
    newPassword: otherPassword,
  });
  await expect(visitor({ tenant }).run(signInByLink, { token })).rejects.toMatchObject({ code: "invalid" });
});

test("the link is of the membership it was asked for: whoever left and came back asks for a new one", async () => {
  const robin = await account();
  const inside = await member(tenant.slug, "member", robin);
  await askAs(robin.email);
  await workOff();
  const token = await linkTo(robin.email);
  await inside.run(leaveWorkspace, {});
  await member(tenant.slug, "viewer", robin);
  await expect(visitor({ tenant }).run(signInByLink, { token })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("a right password is not told from a wrong one by what it is forgiven", async () => {
  const robin = await account();
  await member(tenant.slug, "member", robin);
  const there = visitor({ tenant });
  const sixTimes = async (guess: string) => {
    const answers: unknown[] = [];
    for (let n = 0; n < 6; n++)
      answers.push(
        await there.run(signIn, { email: robin.email, password: guess }).catch(({ code }) => code),
      );
    return answers;
  };
  expect(await sixTimes(password)).toEqual([proof, proof, proof, proof, proof, "rate_limited"]);
  await workOff();
  expect(await queuedMail(robin.email)).toHaveLength(3);
});

test("what follows a refused sign-in is a job that the worker knows", () => {
  expect(jobs.map((job) => job.name)).toContain(refusedSignInJob.name);
});
