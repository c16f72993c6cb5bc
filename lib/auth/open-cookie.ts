import { decode } from "next-auth/jwt";
import type { Tenant } from "@/lib/core/context";
import { remember } from "@/lib/platform/remember";
import { authSecret, sessionCookie } from "./session-cookie";

export type Claims = { sub?: string; sid?: string; tid?: string; exp?: number };
type Host = Pick<Tenant, "id" | "slug"> | null;

const opened = new Map<string, Claims>();
/** Longer ones are not ours, and not worth the work of finding out. */
const longest = 2_000;

/**
 * What a cookie of this host says, or null: web APIs alone, for the edge too. Unsealing is a pure function of cookie and key
 * and costs more than the session's row does, so it is kept; what does not open is not, or forged ones would push it out.
 */
export async function openCookie(cookie: string | undefined, host: Host): Promise<Claims | null> {
  if (!cookie || cookie.length > longest) return null;
  const { salt } = sessionCookie(host);
  const key = `${salt}\n${cookie}`;
  const known = opened.get(key);
  if (known) return isOver(known) ? null : known;
  const claims = await decode<Claims>({ token: cookie, secret: authSecret(), salt }).catch(() => null);
  if (!claims?.sid || claims.tid !== (host?.id ?? "root")) return null;
  remember(opened, key, claims, 5_000);
  return claims;
}

const isOver = ({ exp }: Claims): boolean => (exp ?? 0) * 1_000 <= Date.now();

interface Jar {
  get(name: string): { value: string } | undefined;
}

/**
 * As whom a request's browser was once let into this workspace, or null. Not whether that session still lives: the edge
 * counts by the person, and nothing more.
 */
export async function personIn(jar: Jar, tenant: Pick<Tenant, "id" | "slug">): Promise<string | null> {
  const claims = await openCookie(jar.get(sessionCookie(tenant).name)?.value, tenant);
  return claims?.sub ?? null;
}
