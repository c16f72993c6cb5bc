import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { disconnect } from "@/db/client";
import { rolesOf } from "@/db/logins";

const adminUrl = inject("adminUrl");
const url = process.env.DATABASE_URL ?? "";
const testAdminUrl = process.env.TEST_ADMIN_URL ?? "";
const inherited = `tenantry_inherits_${process.pid}`;
const bypassing = `tenantry_bypasses_${process.pid}`;
const owning = `tenantry_owns_${process.pid}`;

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: testAdminUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function urlOf(role: string): string {
  const other = new URL(url);
  other.username = role;
  other.password = "x";
  return other.href;
}

/** What a process answers at its start when DATABASE_URL is `databaseUrl`: the environment is read once, so modules are fresh. */
async function bootCheckWith(databaseUrl: string): Promise<void> {
  await disconnect();
  vi.resetModules();
  process.env.DATABASE_URL = databaseUrl;
  try {
    const { assertConfinedRole } = await import("@/db/boot-check");
    await assertConfinedRole();
  } finally {
    await disconnect();
    process.env.DATABASE_URL = url;
    vi.resetModules();
  }
}

/** Something that must not be, for one check, with what the refusal says of it. */
async function bootsWith(grant: string, revoke: string): Promise<void> {
  await asAdmin(grant);
  try {
    await bootCheckWith(url);
  } finally {
    await asAdmin(revoke);
  }
}

beforeAll(() =>
  asAdmin(`
    create role ${bypassing} login password 'x' bypassrls;
    create role ${inherited} login password 'x' noinherit in role ${bypassing};
    create role ${owning} login password 'x';
    create schema stray;
    create table stray.stray (tenant_id text);
    alter table stray.stray owner to ${owning};`),
);

afterAll(() =>
  asAdmin(`drop schema stray cascade; drop role ${inherited}; drop role ${bypassing}; drop role ${owning}`),
);

const { app, tenant, jobs } = rolesOf(url);

describe("the start of a process", () => {
  test("is allowed with the application's role", async () => {
    await expect(bootCheckWith(url)).resolves.toBeUndefined();
  });

  test.each([
    ["the owner's superuser", () => testAdminUrl],
    ["a role that bypasses row-level security", () => urlOf(bypassing)],
    ["a member of such a role, even without inheriting", () => urlOf(inherited)],
    ["a role that owns a table of any schema", () => urlOf(owning)],
  ])("is refused with %s", async (_, roleUrl) => {
    expect(adminUrl).not.toBe(url);
    await expect(bootCheckWith(roleUrl())).rejects.toThrow("can bypass row-level security");
  });

  test.each([
    [
      "a function it owns",
      `it owns function stray.f()`,
      `create function stray.f() returns int language sql as 'select 1'; alter function stray.f() owner to ${app}`,
      "drop function stray.f()",
    ],
    [
      "a schema it owns",
      "it owns schema mine",
      `create schema mine authorization ${tenant}`,
      "drop schema mine",
    ],
    [
      "a schema it may create in",
      "it may create in schema stray",
      `grant create on schema stray to ${jobs}`,
      `revoke create on schema stray from ${jobs}`,
    ],
    [
      "a database it may create in",
      "it may create schemas",
      `do $$ begin execute format('grant temporary on database %I to ${tenant}', current_database()); end $$`,
      `do $$ begin execute format('revoke temporary on database %I from ${tenant}', current_database()); end $$`,
    ],
  ])("is refused where one of its roles has %s", async (_, words, grant, revoke) => {
    await expect(bootsWith(grant, revoke)).rejects.toThrow(words);
  });
});
