import { expect, test } from "vitest";
import { withPlatform } from "@/db/tenant";
import { changePassword } from "@/lib/auth/change-password";
import { isRecognized } from "@/lib/auth/known-places";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { resetPassword } from "@/lib/auth/reset-password";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/revoke-session";
import { signIn } from "@/lib/auth/sign-in";
import { signOut } from "@/lib/auth/sign-out";
import { clock, days } from "@/lib/platform/clock";
import { origin, platform } from "../support/world";
import { account, enter, mailedSecret, otherPassword, password, visitor } from "./people";

let serial = 0;
const freshPlace = () => `203.0.${++serial >> 8}.${serial & 255}`;

/** Signs in on the root domain from an address. */
async function from(ip: string, { email }: { email: string }) {
  const { ticket } = await platform({ origin: { ...origin, ip } }).run(signIn, { email, password });
  return enter(ticket, null);
}

const isKnown = ({ email }: { email: string }, ip: string) =>
  withPlatform((db) => isRecognized(db, email, ip));

/** Somebody who is in at home, while a thief is in, and was in and out again, from two other places. */
async function burgled() {
  const ada = await account();
  const [home, den, inn] = [freshPlace(), freshPlace(), freshPlace()];
  const here = await from(home, ada);
  const thief = await from(den, ada);
  await (await from(inn, ada)).run(signOut, {});
  const places = async () => ({
    home: await isKnown(ada, home),
    den: await isKnown(ada, den),
    inn: await isKnown(ada, inn),
  });
  return { ada, here, thief, den, places };
}

test("a place is known while a session from there lives, and for a month after signing out there", async () => {
  const { ada, here, places } = await burgled();
  expect(await places()).toEqual({ home: true, den: true, inn: true });
  await here.run(signOut, {});
  clock.shift(days(29));
  expect((await places()).home).toBe(true);
  clock.shift(days(2));
  expect((await places()).home).toBe(false);
  clock.reset();
  expect(await isKnown(ada, freshPlace())).toBe(false);
});

test("ending one session takes its place back, and no other", async () => {
  const { ada, here, thief, den, places } = await burgled();
  await (await from(den, ada)).run(signOut, {});
  await here.run(revokeSession, { id: thief.session.id });
  expect(await places()).toEqual({ home: true, den: false, inn: true });
});

test("ending all others takes back every place but this one", async () => {
  const { here, places } = await burgled();
  await here.run(revokeOtherSessions, {});
  expect(await places()).toEqual({ home: true, den: false, inn: false });
});

test("so does a new password", async () => {
  const { here, places } = await burgled();
  await here.run(changePassword, { currentPassword: password, newPassword: otherPassword });
  expect(await places()).toEqual({ home: true, den: false, inn: false });
});

test("and a reset takes back all, but knows the place where it was made", async () => {
  const { ada, places } = await burgled();
  const abroad = visitor();
  await abroad.run(requestPasswordReset, { email: ada.email });
  const token = await mailedSecret(ada.email, "resetPassword");
  await abroad.run(resetPassword, { token, password: otherPassword });
  expect(await places()).toEqual({ home: false, den: false, inn: false });
  expect(await isKnown(ada, abroad.context.origin.ip ?? "")).toBe(true);
});
