import { sql } from "drizzle-orm";
import { decode } from "next-auth/jwt";
import { connection } from "@/db/client";
import type { Tenant } from "@/lib/core/context";
import { authSecret, sessionCookie } from "./session-cookie";

export interface Session {
  id: string;
  user: { id: string; name: string; email: string; isEmailVerified: boolean };
}

/**
 * The live session behind a cookie of this host, or null. The cookie only names the session; the row decides, on every
 * request, so that revoking it works at once and everywhere.
 */
export async function readSession(
  cookie: string | undefined,
  tenant: Tenant | null,
): Promise<Session | null> {
  const claims = cookie ? await decodeCookie(cookie, tenant) : null;
  if (!claims?.sid || claims.tid !== (tenant?.id ?? "root")) return null;
  const { rows } = await connection().db.execute<SessionRow>(
    sql`select * from platform.live_session(${claims.sid}, ${tenant?.id ?? null})`,
  );
  const row = rows[0];
  if (!row) return null;
  return {
    id: claims.sid,
    user: { id: row.user_id, name: row.name, email: row.email, isEmailVerified: row.is_email_verified },
  };
}

type SessionRow = { user_id: string; name: string; email: string; is_email_verified: boolean };

type Claims = { sid?: string; tid?: string; exp?: number };

const decoded = new Map<string, Claims | null>();

/** What a cookie says, or null. Unsealing is a pure function of cookie and key and costs more than the row does, so it is kept. */
async function decodeCookie(cookie: string, tenant: Tenant | null): Promise<Claims | null> {
  const { salt } = sessionCookie(tenant);
  const key = `${salt}\n${cookie}`;
  const known = decoded.get(key);
  if (known !== undefined) return known && (known.exp ?? 0) * 1_000 > Date.now() ? known : null;
  const claims = await decode<Claims>({ token: cookie, secret: authSecret(), salt }).catch(() => null);
  if (decoded.size >= 5_000) decoded.clear();
  decoded.set(key, claims);
  return claims;
}
