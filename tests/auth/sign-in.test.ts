import { expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { signIn } from "@/lib/auth/sign-in";
import { redeemTicket } from "@/lib/auth/tickets";
import { clock, minutes, seconds } from "@/lib/platform/clock";
import { spoken } from "../support/spoken";
import { member, workspace } from "../support/world";
import { account, password, signedIn, tenantOf, visitor } from "./people";

async function failure(attempt: Promise<unknown>) {
  const { code, message, fields } = await attempt.then(
    () => Promise.reject(new Error("it succeeded")),
    (refusal) => refusal,
  );
  return { code, message, fields };
}

test("a member signs in to their workspace and the audit log says so", async () => {
  const acme = await workspace();
  const kim = await account();
  await member(acme.slug, "member", kim);
  const tenant = await tenantOf(acme.slug);
  const { session } = await signedIn(kim, tenant);
  expect(session.user).toMatchObject({ id: kim.id, isEmailVerified: true });
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items[0]).toMatchObject({ type: "session.created", actorId: kim.id });
});

test("a person signs in on the root domain without any workspace", async () => {
  const kim = await account();
  expect((await signedIn(kim)).session.user.id).toBe(kim.id);
});

test("case, blanks around and Unicode form of an e-mail do not matter", async () => {
  const kim = await account();
  const { ticket } = await visitor().run(signIn, { email: ` ${kim.email.toUpperCase()} `, password });
  expect(ticket).toBeTruthy();
});

test("a wrong password, an unknown e-mail and an outsider are told the same", async () => {
  const acme = await workspace();
  const tenant = await tenantOf(acme.slug);
  const [inside, outsider] = [await account(), await account()];
  await member(acme.slug, "member", inside);
  const wrong = await failure(
    visitor({ tenant }).run(signIn, { email: inside.email, password: "not this one" }),
  );
  const unknown = await failure(visitor({ tenant }).run(signIn, { email: "nobody@example.com", password }));
  const foreign = await failure(visitor({ tenant }).run(signIn, { email: outsider.email, password }));
  expect(wrong.code).toBe("unauthenticated");
  expect(unknown).toEqual(wrong);
  expect(foreign).toEqual(wrong);
});

test("a person who never chose a password cannot sign in with any", async () => {
  const acme = await workspace();
  const tenant = await tenantOf(acme.slug);
  for (const guess of ["x", "null", password]) {
    const refused = visitor({ tenant }).run(signIn, { email: acme.owner.email, password: guess });
    await expect(refused).rejects.toMatchObject({ code: "unauthenticated" });
  }
});

test("of fifty wrong passwords at once, five are looked at", async () => {
  const kim = await account();
  const { run } = visitor();
  const tries = Array.from({ length: 50 }, (_, n) =>
    failure(run(signIn, { email: kim.email, password: `guess ${n}` })),
  );
  const codes = (await Promise.all(tries)).map((one) => one.code);
  expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(45);
});

test("once refused, even the right password waits, and is told for how long", async () => {
  const kim = await account();
  const { run } = visitor();
  for (let n = 0; n < 5; n++) await failure(run(signIn, { email: kim.email, password: "wrong" }));
  await expect(run(signIn, { email: kim.email, password })).rejects.toMatchObject({
    code: "rate_limited",
    message: spoken(/try again in 1[45] minutes/),
    retryAfterSeconds: expect.any(Number),
  });
  clock.shift(minutes(15) + 1_000);
  await expect(run(signIn, { email: kim.email, password })).resolves.toBeDefined();
  clock.reset();
});

test("a success does not count against the person", async () => {
  const kim = await account();
  const { run } = visitor();
  for (let n = 0; n < 8; n++) await run(signIn, { email: kim.email, password });
  for (let n = 0; n < 4; n++) await failure(run(signIn, { email: kim.email, password: "wrong" }));
  await expect(run(signIn, { email: kim.email, password })).resolves.toBeDefined();
});

test("the right password of an outsider counts like a wrong one, so that counting does not tell", async () => {
  const acme = await workspace();
  const outsider = await account();
  const { run } = visitor({ tenant: await tenantOf(acme.slug) });
  for (let n = 0; n < 5; n++) await failure(run(signIn, { email: outsider.email, password }));
  expect((await failure(run(signIn, { email: outsider.email, password }))).code).toBe("rate_limited");
});

test("one person's failures do not lock another out, and the same person elsewhere for a second only", async () => {
  const [kim, robin] = [await account(), await account()];
  const cafe = visitor();
  for (let n = 0; n < 6; n++) await failure(cafe.run(signIn, { email: kim.email, password: "wrong" }));
  await expect(cafe.run(signIn, { email: robin.email, password })).resolves.toBeDefined();
  clock.shift(seconds(1));
  await expect(visitor().run(signIn, { email: kim.email, password })).resolves.toBeDefined();
  clock.reset();
});

test("a ticket is good once, soon, and on its own host", async () => {
  const [acme, globex] = await Promise.all([workspace(), workspace()]);
  const kim = await account();
  await member(acme.slug, "member", kim);
  const { run } = visitor({ tenant: await tenantOf(acme.slug) });
  const { ticket } = await run(signIn, { email: kim.email, password });
  expect(await redeemTicket(ticket, globex.id)).toBeNull();
  expect(await redeemTicket(ticket, null)).toBeNull();
  expect(await redeemTicket(`${ticket}x`, acme.id)).toBeNull();
  const both = await Promise.all([redeemTicket(ticket, acme.id), redeemTicket(ticket, acme.id)]);
  expect(both.filter(Boolean)).toHaveLength(1);
});

test("nobody signs in to a suspended workspace", async () => {
  const acme = await workspace();
  const kim = await account();
  await member(acme.slug, "owner", kim);
  const tenant = { ...(await tenantOf(acme.slug)), status: "suspended" as const };
  await expect(visitor({ tenant }).run(signIn, { email: kim.email, password })).rejects.toMatchObject({
    code: "forbidden",
  });
});
