import { sql } from "drizzle-orm";
import { tenantKeys } from "@/db/schema/platform";
import { platformStatement } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { clock, minutes } from "@/lib/platform/clock";
import { remember } from "@/lib/platform/remember";
import { newKey, unwrap, wrap } from "./wrap";

export interface DataKey {
  version: number;
  key: Buffer;
}

/** How long this process goes by a key after it was rotated or destroyed elsewhere. */
const lifeMs = minutes(5);
const mostKeys = 500;

const known = new Map<string, DataKey & { until: number }>();

/**
 * The key of a workspace to open this version with, or without one that to seal with, made where there is none yet.
 * The database is asked by a statement of its own: whoever seals may stand in a transaction and must not wait for another.
 */
export async function dataKey(tenantId: string, purpose: string, version?: number): Promise<DataKey> {
  const name = nameOf(tenantId, purpose, version);
  const near = known.get(name);
  if (near && near.until > clock.now().getTime()) return near;
  const found = (await find(tenantId, purpose, version)) ?? (await make(tenantId, purpose, version));
  remember(known, name, { ...found, until: clock.in(lifeMs).getTime() }, mostKeys);
  return found;
}

/** Lets this process ask anew for the keys of a workspace. */
export function evictKeys(tenantId: string): void {
  for (const name of known.keys()) if (name.startsWith(`${tenantId} `)) known.delete(name);
}

const nameOf = (tenantId: string, purpose: string, version?: number) =>
  `${tenantId} ${purpose} ${version ?? "active"}`;

/** Among the destroyed alone, the last one answers for all. */
const select = platformStatement<{ version: number; kek_id: string; wrapped: string | null }>(
  "tenant_keys_find",
  sql`select version, kek_id, wrapped from ${tenantKeys}
       where tenant_id = ${sql.placeholder("tenantId")} and purpose = ${sql.placeholder("purpose")}
         and version = coalesce(${sql.placeholder("version")}::int, version)
       order by state = 'active' desc, version desc limit 1`,
);

const insert = platformStatement(
  "tenant_keys_make",
  sql`insert into ${tenantKeys} (tenant_id, purpose, version, kek_id, wrapped)
      values (${sql.placeholder("tenantId")}, ${sql.placeholder("purpose")}, 1,
              ${sql.placeholder("kekId")}, ${sql.placeholder("wrapped")})
      on conflict do nothing`,
);

async function find(tenantId: string, purpose: string, version?: number): Promise<DataKey | null> {
  const [row] = await select({ tenantId, purpose, version: version ?? null });
  if (!row) return null;
  if (row.wrapped === null)
    throw new AppError("not_found", "This can no longer be read: the key it was sealed with was destroyed.");
  const wrapped = { kekId: row.kek_id, wrapped: row.wrapped };
  return { version: row.version, key: unwrap({ tenantId, purpose, version: row.version }, wrapped) };
}

/** Of two that make the first key at once, one does, and both read it. */
async function make(tenantId: string, purpose: string, version?: number): Promise<DataKey> {
  if (version === undefined)
    await insert({ tenantId, purpose, ...wrap({ tenantId, purpose, version: 1 }, newKey()) });
  const made = version === undefined ? await find(tenantId, purpose) : null;
  if (!made) throw new Error(`${tenantId} has no key ${version ?? 1} for ${purpose}`);
  return made;
}
