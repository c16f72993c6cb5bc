import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { connection } from "@/db/client";
import { users } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { refusalOf } from "@/lib/entry/refusal";
import { summaryOf } from "@/lib/platform/describe-error";
import { log } from "@/lib/platform/log";
import { logged } from "../support/logged";
import { person } from "../support/world";

const value = "correct horse battery staple";

const failing = (work: (db: PlatformDb) => Promise<unknown>): Promise<Error> =>
  withPlatform(work).then(
    () => Promise.reject(new Error("it did not fail")),
    (thrown: Error) => thrown,
  );

describe("a failed query", () => {
  test.each([
    ["its parameters", (db: PlatformDb) => db.execute(sql`select ${value}::text from nowhere`)],
    ["an input that does not fit its type", (db: PlatformDb) => db.execute(sql`select ${value}::int`)],
    ["an input that is no JSON", (db: PlatformDb) => db.execute(sql`select ${`{"${value}`}::json`)],
    ["a value a function refuses", (db: PlatformDb) => db.execute(sql`select to_date(${value}, 'YYYY')`)],
    [
      "a message raised in a function",
      (db: PlatformDb) => db.execute(sql`select pg_catalog.set_config('tenantry', ${value}, true)`),
    ],
  ])("is logged without %s", async (_, work) => {
    const thrown = await failing(work);
    const text = await logged(() => refusalOf(thrown));
    expect(text).toContain("unexpected failure");
    expect(text).not.toContain(value);
    expect(summaryOf(thrown)).not.toContain(value);
  });

  test("over a value that is taken names the constraint and not the value, even to what logs the error by itself", async () => {
    const someone = await person();
    const thrown = await failing((db) =>
      db.insert(users).values({ id: "usr_another", email: someone.email, name: value }),
    );
    expect(thrown).toMatchObject({ cause: { code: "23505", constraint: "users_email_key" } });
    const printed = await import("node:util").then(({ inspect }) => inspect(thrown, { depth: 9 }));
    const text = await logged(() => log().error(thrown));
    for (const told of [printed, text, summaryOf(thrown), `${thrown.stack}`]) {
      expect(told).not.toContain(someone.email);
      expect(told).not.toContain(value);
    }
    expect(text).toContain("users_email_key");
  });

  test("of many lines is shortened in a summary, and what refused it is not", async () => {
    const thrown = await failing((db) =>
      db.execute(sql`select ${sql.raw(`1 as ${"a".repeat(30)},`.repeat(40))} 1 from nowhere`),
    );
    const job = new Error("the customer could not be read", { cause: thrown });
    expect(summaryOf(job)).toMatch(
      /^the customer could not be read: Failed query: .*…: the database refused a statement \(42P01\)$/s,
    );
    expect(summaryOf(job).length).toBeLessThan(500);
  });

  test("that was logged where it happened, before it left its transaction, tells no more", async () => {
    const text = await logged(() =>
      connection("sessions")
        .db.execute(sql`select ${value}::int`)
        .catch((err: unknown) => log().error({ err }, "failed")),
    );
    expect(text).toContain("22P02");
    expect(text).not.toContain(value);
  });
});

describe("a log line", () => {
  const secret = "Zk3vQ0pWm8Yx1Rb7Tn5Lc2Hd9Gf4Js6Aa0Ee3Uu1Ii8";

  test("shows no secret, however deep it lies and whatever its field is called", async () => {
    const text = await logged(() => {
      log().warn(
        { password: value, deep: { list: [{ resetToken: value }] }, payload: { name: value } },
        "fields",
      );
      log().warn({ url: `http://localhost/reset-password/${secret}` }, `see /invitations/${secret}`);
      log().warn({ problem: new Error(`no mail with ${secret}`, { cause: new Error(secret) }) }, "an error");
      log().error(new AggregateError([new Error(secret)], "several"));
      log().error(new Error(`postgres://tenantry_app:${value.replaceAll(" ", "")}@localhost/db`));
    });
    expect(text).not.toContain(secret);
    expect(text).not.toContain(value);
    expect(text).not.toContain(value.replaceAll(" ", ""));
  });

  test("still says what it is about", async () => {
    const at = new Date("2026-11-30T00:00:00Z");
    const text = await logged(() =>
      log().info({ customerId: "cus_1", count: 3, at, err: new Error("the disk is full") }, "a message"),
    );
    expect(JSON.parse(text)).toMatchObject({
      ...{ customerId: "cus_1", count: 3, at: at.toISOString(), msg: "a message" },
      err: { name: "Error", message: "the disk is full", stack: expect.stringContaining("log.test.ts") },
    });
  });
});
