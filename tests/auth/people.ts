import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { hashPassword } from "@/lib/auth/passwords";
import { readSession } from "@/lib/auth/read-session";
import { authSecret, sessionCookie } from "@/lib/auth/session-cookie";
import { signIn } from "@/lib/auth/sign-in";
import { redeemTicket } from "@/lib/auth/tickets";
import type { PlatformContext, Tenant } from "@/lib/core/context";
import { loadTenant } from "@/lib/tenancy/find-tenant";
import { queuedMail } from "../members/queued-mail";
import { origin, person, platform } from "../support/world";

export const password = "seven grey herons at noon";
export const otherPassword = "nine red lanterns in rain";
let hash: Promise<string> | undefined;
let visitors = 0;

/** A person with a password. */
export async function account({ isVerified = true, name = "Kim Larsen" } = {}) {
  const someone = await person({ isVerified, name });
  hash ??= hashPassword(password);
  const passwordHash = await hash;
  await withPlatform((db) => db.update(users).set({ passwordHash }).where(eq(users.id, someone.id)));
  return someone;
}

/** Somebody at the door, from an address nobody has used yet, so that one test's attempts are not another's. */
export function visitor(overrides: Partial<PlatformContext> = {}) {
  const n = ++visitors;
  const ip = `198.51.${n >> 8}.${n & 255}`;
  return platform({ origin: { ...origin, ip }, ...overrides });
}

export async function tenantOf(slug: string): Promise<Tenant> {
  const tenant = await loadTenant(slug);
  if (!tenant) throw new Error(`no workspace ${slug}`);
  return tenant;
}

/** Signs in with the usual password and redeems the ticket, as the action does. */
export async function signedIn(someone: { email: string }, tenant: Tenant | null = null) {
  const { ticket } = await visitor({ tenant }).run(signIn, { email: someone.email, password });
  return enter(ticket, tenant);
}

/** Redeems a ticket into a session, its cookie, and somebody who acts with it. */
export async function enter(ticket: string, tenant: Tenant | null) {
  const redeemed = await redeemTicket(ticket, tenant?.id ?? null);
  if (!redeemed) throw new Error("the ticket was refused");
  const cookie = await cookieOf(redeemed, tenant);
  const session = await readSession(cookie, tenant);
  if (!session) throw new Error("the session is dead");
  const acting = visitor({ tenant, person: { ...session.user, sessionId: session.id } });
  return {
    cookie,
    session,
    run: acting.run,
    isAlive: async () => (await readSession(cookie, tenant)) !== null,
  };
}

/** The cookie as next-auth seals it with our salt. */
export function cookieOf({ id, sessionId }: { id: string; sessionId: string }, tenant: Tenant | null) {
  const { salt } = sessionCookie(tenant);
  return encode({
    secret: authSecret(),
    salt,
    token: { sub: id, sid: sessionId, tid: tenant?.id ?? "root" },
  });
}

/** The secret at the end of the link in the last mail of this template to an address. */
export async function mailedSecret(to: string, template: string): Promise<string> {
  const mail = (await queuedMail(to)).findLast((one) => one.template === template);
  if (!mail?.props.url) throw new Error(`no ${template} was mailed to ${to}`);
  return new URL(mail.props.url).pathname.split("/").at(-1) ?? "";
}

export async function storedUser(email: string) {
  const [user] = await withPlatform((db) => db.select().from(users).where(eq(users.email, email)));
  return user;
}
