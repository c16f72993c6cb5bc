import { expect, test } from "vitest";
import { oneWay } from "@/db/one-way";
import { newId } from "@/lib/platform/id";
import { loadParts } from "../isolation/parts";
import { workspace } from "../support/world";
import { asOwner, asRole } from "./clients";

/** Instants that may become null again, and why, as tests/<noun>/isolation.ts says. */
const mayTurnBack: Record<string, string> = Object.assign(
  {},
  ...(await loadParts()).map(({ part }) => part.turnsBack),
);

const listed = (stream: "platform" | "tenant", table: string, column: string) =>
  column in (oneWay[stream][table] ?? {});

test("every instant that may be missing goes one way or says why not", async () => {
  const { rows } = await asOwner((owner) =>
    owner.query<{ stream: "platform" | "tenant"; table: string; column: string }>(
      `select n.nspname as stream, c.relname as table, a.attname as column
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('platform', 'tenant') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
          and not a.attnotnull and a.atttypid = 'timestamptz'::regtype`,
    ),
  );
  expect(rows.length).toBeGreaterThan(10);
  const free = rows.filter(({ stream, table, column }) => !listed(stream, table, column));
  const names = free.flatMap(({ stream, table, column }) => [
    `${stream}.${table}`,
    `${stream}.${table}.${column}`,
  ]);
  const unexplained = free
    .filter(({ stream, table }) => !(`${stream}.${table}` in mayTurnBack))
    .map(({ stream, table, column }) => `${stream}.${table}.${column}`)
    .filter((name) => !(name in mayTurnBack));
  expect(
    unexplained,
    "Let it go one way in db/one-way.ts, or say why it may be empty again in `turnsBack` of tests/<noun>/isolation.ts.",
  ).toEqual([]);
  const gone = Object.keys(mayTurnBack).filter((name) => !names.includes(name));
  expect(gone, "These are gone, or go one way; delete their reasons.").toEqual([]);
});

test("the triggers are those of the list", async () => {
  const { rows } = await asOwner((owner) =>
    owner.query<{ name: string }>(
      `select n.nspname || '.' || c.relname || '.' || substr(t.tgname, 9) as name
         from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where t.tgname like 'one\\_way\\_%' and t.tgenabled = 'O' and n.nspname in ('platform', 'tenant')`,
    ),
  );
  const wanted = Object.entries(oneWay).flatMap(([stream, tables]) =>
    Object.entries(tables).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${stream}.${table}.${column}`),
    ),
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(wanted.sort());
});

test("an ended session, a used link and an answered invitation do not revive, for the roles that may update them", async () => {
  const acme = await workspace();
  const [token, invitation] = [newId("mem"), newId("mem")];
  await asOwner(async (owner) => {
    await owner.query(
      `insert into platform.sessions (id, user_id, tenant_id, expires_at, revoked_at)
       values ('ses_one_way', $1, $2, now(), now())`,
      [acme.owner.userId, acme.id],
    );
    await owner.query(
      `insert into platform.email_tokens (id, token_hash, email, purpose, tenant_id, expires_at, used_at)
       values ($1, $1, 'x@example.com', 'sign_up', $2, now(), now())`,
      [token, acme.id],
    );
    await owner.query(
      `insert into platform.invitations (tenant_id, id, email, role, token_hash, status, invited_by, expires_at)
       values ($1, $2, 'y@example.com', 'member', $2, 'revoked', 'usr', now())`,
      [acme.id, invitation],
    );
  });
  for (const [role, statement] of [
    ["workspace", "update platform.sessions set revoked_at = null"],
    ["workspace", "update platform.email_tokens set used_at = null"],
    ["workspace", "update platform.invitations set status = 'pending'"],
    ["platform", "update platform.sessions set revoked_at = null"],
    ["platform", "update platform.email_tokens set used_at = null"],
    ["platform", "update platform.users set epoch = epoch - 1"],
  ] as const)
    await expect(
      asRole(role, acme.id, (client) => client.query(statement)),
      `${role}: ${statement}`,
    ).rejects.toMatchObject({ code: "42501", message: expect.stringContaining("goes one way only") });
});
