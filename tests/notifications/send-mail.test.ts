import { beforeEach, describe, expect, test, vi } from "vitest";
import { withPlatform } from "@/db/tenant";
import { drainJobs } from "@/lib/entry/job";
import { openProps, sendMail } from "@/lib/notifications/send-mail";
import { clock, minutes } from "@/lib/platform/clock";
import { newSecret } from "@/lib/platform/crypto";
import { MailRefused } from "@/lib/platform/mail-refused";
import type { Mail } from "@/lib/platform/mailer";
import { logged } from "../support/logged";
import { asOwner } from "../tenancy/clients";

const delivered = vi.hoisted(() => ({ mails: [] as Mail[], failure: "", isFinal: false }));
vi.mock("@/lib/platform/mailer", () => ({
  async deliver(mail: Mail) {
    if (delivered.isFinal) throw new MailRefused(550, "RCPT TO");
    if (delivered.failure) throw new Error(`${delivered.failure} ${mail.text}`);
    delivered.mails.push(mail);
  },
}));

const to = "kim@example.com";

async function queue(until?: Date): Promise<string> {
  const token = newSecret();
  const url = `http://acme.localhost:3000/reset-password/${token}`;
  const words = { name: "Kim", url, expiresInMinutes: 30 };
  await withPlatform((db) => sendMail(db, to, "resetPassword", words, { until }));
  return token;
}

const stored = () =>
  asOwner((owner) =>
    owner.query<Record<string, unknown>>("select * from graphile_worker._private_jobs"),
  ).then(({ rows }) => rows);

beforeEach(async () => {
  Object.assign(delivered, { mails: [], failure: "", isFinal: false });
  clock.reset();
  await asOwner((owner) => owner.query("delete from graphile_worker._private_jobs"));
});

describe("a mail with a secret link", () => {
  test("waits in the queue sealed, and arrives whole", async () => {
    const token = await queue();
    const rows = JSON.stringify(await stored());
    expect(rows).toContain(to);
    expect(rows).not.toContain(token);
    expect(rows).not.toContain("reset-password");
    await drainJobs();
    expect(delivered.mails).toMatchObject([{ to, text: expect.stringContaining(token) }]);
    expect(await stored()).toEqual([]);
  });

  test("that cannot be sent shows its link neither in the queue nor in the log", async () => {
    delivered.failure = "550 the server refuses";
    const token = await queue();
    const text = await logged(drainJobs);
    expect(text).toContain("550 the server refuses");
    expect(text).not.toContain(token);
    const rows = await stored();
    expect(rows).toMatchObject([{ attempts: 1, last_error: expect.stringContaining("550") }]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("cannot be turned to another address", async () => {
    await queue();
    const sealed: { sealed: string; key: string } = JSON.parse(JSON.stringify((await stored())[0]?.payload));
    expect(openProps({ ...sealed, to })).toMatchObject({ name: "Kim" });
    expect(() => openProps({ ...sealed, to: "mallory@example.com" })).toThrow();
  });
});

describe("a mail that makes sense no more", () => {
  test("is not sent: its link would be dead", async () => {
    await queue(clock.in(minutes(30)));
    clock.shift(minutes(31));
    const text = await logged(drainJobs);
    expect(delivered.mails).toEqual([]);
    expect(await stored()).toEqual([]);
    expect(text).toMatch(/"level":"warn".*"template":"resetPassword"/);
    expect(text).not.toContain(to);
  });

  test("is sent as long as it does", async () => {
    await queue(clock.in(minutes(30)));
    clock.shift(minutes(29));
    await drainJobs();
    expect(delivered.mails).toHaveLength(1);
  });
});

test("a mail that is refused for good is not tried again, and the log says so without the address", async () => {
  delivered.isFinal = true;
  await queue();
  const text = await logged(drainJobs);
  expect(await stored()).toEqual([]);
  expect(text).toMatch(/"level":"error".*refused for good: 550/);
  expect(text).toContain('"template":"resetPassword"');
  expect(text).not.toContain(to);
});
