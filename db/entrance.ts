import { createHash } from "node:crypto";
import pg from "pg";
import { derivedSecret } from "./logins";

/**
 * The statement by which a transaction enters a workspace: it says its id and our signature. Any statement may set a
 * setting; the database believes only what was signed with a key that no role which runs statements can read.
 */
export function entering(tenantId: string, appUrl: string): string {
  const [id, signature] = [tenantId, signatureOf(tenantId, appUrl)].map((value) => pg.escapeLiteral(value));
  return `select set_config('app.tenant_id', ${id}, true), set_config('app.signature', ${signature}, true)`;
}

/** A key in front needs no HMAC here: what can be put behind an id makes no other id of it. */
export const signatureOf = (tenantId: string, appUrl: string): string =>
  createHash("sha256").update(entranceKey(appUrl)).update(tenantId).digest("hex");

/** Made of the app's password, as the other logins' are: who migrates and who serves know the same. */
export const entranceKey = (appUrl: string): Buffer =>
  Buffer.from(derivedSecret("entrance", appUrl), "base64url");
