import type pg from "pg";
import { entranceKey } from "@/db/entrance";
import { everyRole } from "./guards";
import type { Roles } from "./role";

/**
 * The key by which a workspace's transactions are signed, which the owner alone reads, and `entrance.here`: the workspace
 * whose signature the transaction carries, or no row. A view and no function, because every policy asks it in every
 * statement: its rights are its owner's, and the planner makes it part of the statement. For the same reason the one row
 * has no index, which every statement would have to lock.
 */
export async function ensureEntrance(client: pg.Client, appUrl: string, roles: Roles): Promise<void> {
  const key = [entranceKey(appUrl)];
  await client.query("begin");
  await client.query(`
    create schema if not exists entrance;
    create table if not exists entrance.key (bytes bytea not null)`);
  await client.query("delete from entrance.key where bytes <> $1", key);
  await client.query("insert into entrance.key select $1 where not exists (select from entrance.key)", key);
  await client.query(`
    create or replace view entrance.here as
      select current_setting('app.tenant_id', true) as tenant_id from entrance.key
       where current_setting('app.signature', true)
           = encode(sha256(bytes || convert_to(current_setting('app.tenant_id', true), 'UTF8')), 'hex');
    revoke all on schema entrance from public, ${everyRole(roles)};
    revoke all on entrance.key, entrance.here from public, ${everyRole(roles)};
    grant usage on schema entrance to ${roles.tenant}, ${roles.resident}, ${roles.workspace}, ${roles.platform};
    grant select on entrance.here to ${roles.tenant}, ${roles.resident}, ${roles.workspace}, ${roles.platform};
    analyze entrance.key;`);
  await client.query("commit");
}
