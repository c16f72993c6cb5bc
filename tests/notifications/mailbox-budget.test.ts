import { beforeEach, describe, expect, test, vi } from "vitest";
import { withPlatform } from "@/db/tenant";
import { drainJobs } from "@/lib/entry/job";
import { mailboxOf, type Sender } from "@/lib/notifications/mailbox-budget";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock, days, hours, minutes } from "@/lib/platform/clock";
import type { Mail } from "@/lib/platform/mailer";
import { logged } from "../support/logged";
import { asOwner } from "../tenancy/clients";

const delivered = vi.hoisted(() => ({ mails: [] as Mail[], fails: false }));
vi.mock("@/lib/platform/mailer", () => ({
  async deliver(mail: Mail) {
    if (delivered.fails) throw new Error("421 try again later");
    delivered.mails.push(mail);
  },
}));

let serial = 0;
const mailbox = () => `victim-${++serial}-${process.pid}@example.com`;
const url = "http://localhost:3000/way";

const invite = (to: string, sender: Sender = "anybody") =>
  withPlatform((db) =>
    sendMail(
      db,
      to,
      "invitation",
      { inviterName: "Eve", workspaceName: "Evil", roleName: "Member", url },
      { sender, until: clock.in(days(7)) },
    ),
  );
const signUp = (to: string) =>
  withPlatform((db) =>
    sendMail(db, to, "signUpConfirmation", { workspaceName: "Evil", url }, { until: clock.in(hours(24)) }),
  );
const find = (to: string) =>
  withPlatform((db) =>
    sendMail(db, to, "findWorkspaces", { workspaces: [] }, { until: clock.in(hours(24)) }),
  );
const reset = (to: string) =>
  withPlatform((db) =>
    sendMail(
      db,
      to,
      "resetPassword",
      { name: "Kim", url, expiresInMinutes: 30 },
      { until: clock.in(minutes(30)) },
    ),
  );
const signIn = (to: string) =>
  withPlatform((db) => sendMail(db, to, "signInLink", { name: "Kim", url, expiresInMinutes: 15 }));
const changed = (to: string) =>
  withPlatform((db) => sendMail(db, to, "passwordChanged", { name: "Kim", resetUrl: url }));

async function sent(count: number, send: () => Promise<void>) {
  for (let n = 0; n < count; n++) await send();
  const text = await logged(drainJobs);
  return { text, delivered: delivered.mails.splice(0).length };
}

/** What waits, as if its time had come: the queue goes by the database's clock. */
async function later(ms: number): Promise<number> {
  clock.shift(ms);
  await asOwner((owner) => owner.query("update graphile_worker._private_jobs set run_at = now()"));
  return (await sent(0, async () => undefined)).delivered;
}

const waiting = () =>
  asOwner((owner) =>
    owner.query<{ attempts: number; delay: number }>(
      `select attempts, extract(epoch from run_at - now())::int as delay from graphile_worker._private_jobs`,
    ),
  ).then(({ rows }) => rows);

beforeEach(async () => {
  Object.assign(delivered, { mails: [], fails: false });
  clock.reset();
  await asOwner((owner) => owner.query("delete from graphile_worker._private_jobs"));
});

describe("what strangers can have sent to a mailbox", () => {
  test("is so much an hour, however it is spelled; what is over waits for the next hour", async () => {
    const to = mailbox();
    expect((await sent(4, () => signUp(to))).delivered).toBe(4);
    const spelled = to.toUpperCase().replace("@", "+X@");
    const { delivered, text } = await sent(2, () => signUp(spelled));
    expect(delivered).toBe(1);
    expect(text).toMatch(/"level":"warn".*has had its mails/);
    expect(text.toLowerCase()).not.toContain(to.split("@")[0]);
    const [one, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(one?.attempts).toBe(0);
    expect(one?.delay).toBeGreaterThan(3_500);
    expect(await later(minutes(61))).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  test("has an end a day", async () => {
    const to = mailbox();
    await sent(30, () => invite(to));
    let total = 12;
    for (let hour = 0; hour < 5; hour++) total += await later(minutes(61));
    expect(total).toBe(20);
    expect(await later(hours(24))).toBe(10);
  });

  test("of one purpose leaves the others alone", async () => {
    const to = mailbox();
    await sent(20, () => signUp(to));
    expect((await sent(1, () => find(to))).delivered).toBe(1);
    expect((await sent(1, () => invite(to))).delivered).toBe(1);
  });

  test("keeps no invitation of somebody better known away", async () => {
    const to = mailbox();
    await sent(20, () => invite(to));
    expect((await sent(1, () => invite(to, "settled"))).delivered).toBe(1);
  });
});

describe("what an account needs", () => {
  test("is apart from what strangers cause, and each purpose from the others", async () => {
    const to = mailbox();
    await sent(30, () => invite(to));
    expect((await sent(15, () => reset(to))).delivered).toBe(10);
    expect((await sent(1, () => signIn(to))).delivered).toBe(1);
  });

  test("comes again as soon as the last link may have lapsed: nobody can keep a way in away", async () => {
    const to = mailbox();
    await sent(20, () => reset(to));
    clock.shift(minutes(31));
    expect((await sent(1, () => reset(to))).delivered).toBe(1);
  });

  test("is never held back where it warns of something that has happened", async () => {
    const to = mailbox();
    expect((await sent(40, () => changed(to))).delivered).toBe(40);
  });
});

test("a mail that could not be delivered costs nothing", async () => {
  const to = mailbox();
  delivered.fails = true;
  await sent(12, () => invite(to));
  delivered.fails = false;
  expect((await sent(12, () => invite(to))).delivered).toBe(12);
});

test.each([
  ["Kim.Larsen+work@GMail.com", "kimlarsen@gmail.com"],
  ["kim.larsen@googlemail.com", "kimlarsen@gmail.com"],
  ["kim.larsen@example.com", "kim.larsen@example.com"],
])("%s is the mailbox %s", (written, name) => {
  expect(mailboxOf(written)).toBe(name);
});
