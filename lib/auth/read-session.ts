import { sql } from "drizzle-orm";
import { connection, direct } from "@/db/client";
import type { Region, Tenant } from "@/lib/core/context";
import { regionOf } from "@/lib/platform/region";
import { openCookie } from "./open-cookie";

export interface Session {
  id: string;
  user: { id: string; name: string; email: string; isEmailVerified: boolean; region: Region };
}

/**
 * The live session behind a cookie of this host, or null. The cookie only names the session; the row decides, on every
 * request, so that revoking it works at once and everywhere.
 */
export async function readSession(
  cookie: string | undefined,
  tenant: Tenant | null,
): Promise<Session | null> {
  const claims = await openCookie(cookie, tenant);
  if (!claims?.sid) return null;
  const statement = sql`select * from platform.live_session(${claims.sid}, ${tenant?.id ?? null})`;
  const { rows } = await direct(connection("sessions").db.execute<SessionRow>(statement));
  const row = rows[0];
  if (!row) return null;
  return {
    id: claims.sid,
    user: {
      ...{ id: row.user_id, name: row.name, email: row.email, isEmailVerified: row.is_email_verified },
      region: regionOf(row.language, row.time_zone),
    },
  };
}

type SessionRow = {
  user_id: string;
  name: string;
  email: string;
  is_email_verified: boolean;
  language: string | null;
  time_zone: string | null;
};
