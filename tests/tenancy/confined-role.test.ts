import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { disconnect } from "@/db/client";

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

beforeAll(() =>
  asAdmin(`
    create role ${bypassing} login password 'x' bypassrls;
    create role ${inherited} login password 'x' noinherit in role ${bypassing};
    create role ${owning} login password 'x';
    create table tenant.stray (tenant_id text);
    alter table tenant.stray owner to ${owning};`),
);

afterAll(() =>
  asAdmin(`drop table tenant.stray; drop role ${inherited}; drop role ${bypassing}; drop role ${owning}`),
);

describe("the start of a process", () => {
  test("is allowed with the application's role", async () => {
    await expect(bootCheckWith(url)).resolves.toBeUndefined();
  });

  test.each([
    ["the owner's superuser", () => testAdminUrl],
    ["a role that bypasses row-level security", () => urlOf(bypassing)],
    ["a member of such a role, even without inheriting", () => urlOf(inherited)],
    ["a role that owns one of our tables", () => urlOf(owning)],
  ])("is refused with %s", async (_, roleUrl) => {
    expect(adminUrl).not.toBe(url);
    await expect(bootCheckWith(roleUrl())).rejects.toThrow("can bypass row-level security");
  });
});
