import { cookies } from "next/headers";
import { cache } from "react";
import { readSession, type Session } from "@/lib/auth/read-session";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { type PlatformContext, proveContext, type TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { findMembership } from "@/lib/members/find-membership";
import { rememberAsker } from "./asker";
import { currentPlace, type Place } from "./place";

/** The live session of this request on this host, or null. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const { tenant, origin } = await currentPlace();
  const jar = await cookies();
  const session = await readSession(jar.get(sessionCookie(tenant).name)?.value, tenant);
  if (session) rememberAsker(origin.requestId, { userId: session.user.id });
  return session;
});

/** The context of the member who asks. Throws `unauthenticated`, `forbidden` (suspended) or `not_found` (no workspace). */
export const currentContext = cache(
  async (): Promise<TenantContext> => contextOf(await currentPlace(), await currentSession()),
);

export async function contextOf({ tenant, origin }: Place, session: Session | null): Promise<TenantContext> {
  if (!tenant) throw new AppError("not_found", "There is no workspace at this address.");
  if (tenant.status === "suspended") throw new AppError("forbidden", "This workspace is suspended.");
  if (!session) throw new AppError("unauthenticated", "Please sign in to continue.", { isOvertaken: true });
  const membership = await findMembership(tenant.id, session.user.id);
  if (!membership) throw new AppError("unauthenticated", "You are no longer a member of this workspace.");
  return proveContext({
    tenant,
    actor: { kind: "user", id: session.user.id, label: session.user.name, email: session.user.email },
    role: membership.role,
    scopes: null,
    membershipId: membership.id,
    sessionId: session.id,
    origin,
  });
}

/** The context of a platform command: whoever is signed in on this host, and the workspace whose host it is. */
export async function currentPlatformContext(): Promise<PlatformContext> {
  const [{ tenant, origin }, session] = await Promise.all([currentPlace(), currentSession()]);
  return {
    person: session ? { ...session.user, sessionId: session.id } : null,
    operator: null,
    tenant,
    origin,
  };
}
