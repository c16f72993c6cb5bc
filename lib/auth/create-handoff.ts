import { and, desc, eq, gt, inArray, ne, not, sql } from "drizzle-orm";
import { z } from "zod";
import { handoffs, memberships, sessions, tenants } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError, notFound } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { clock, seconds } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { said } from "@/lib/platform/said";
import { personOf } from "./person";

/** How many codes of one person can be alive: one a workspace, and so many workspaces at once. */
export const mostLiveHandoffs = 20;

/**
 * Gives a signed-in person a code that opens a session on another workspace: good once, for a minute, for this person, that
 * workspace and the browser that holds the nonce, and as long as the session and the membership it was made for last.
 */
export const createHandoff = platformCommand({
  name: "handoff.create",
  summary: "Start signing in to another workspace",
  audience: "person",
  input: z.strictObject({ to: z.string().max(40), nonceHash: z.string().regex(/^[\w-]{43}$/) }),
  output: z.object({ code: z.string() }),
  emits: [],
  emitsNothing: "nobody is signed in anywhere before the code is used, and then that workspace is told",
  rest: { none: "it takes a browser from one host to another" },
  example: { to: "acme", nonceHash: "made-up-hash-of-the-nonce-of-one-browser-00" },
  async run({ db, context }, { to, nonceHash }) {
    const { sessionId } = personOf(context);
    const [target] = await db.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, to));
    if (!target) throw notFound("workspace");
    if (target.id === context.tenant?.id) throw new AppError("conflict", said("auth.refused.hereAlready"));
    const bearer = await bearerOf(db, sessionId, target.id);
    await makeRoom(db, bearer.userId, target.id);
    const code = newSecret();
    const expiresAt = clock.in(seconds(60));
    await db
      .insert(handoffs)
      .values({ codeHash: sha256(code), nonceHash, tenantId: target.id, sessionId, expiresAt, ...bearer });
    return { code };
  },
});

/** Whose session it is and under which epoch, and what lets them into the target. Throws where it has ended meanwhile. */
async function bearerOf(db: PlatformDb, sessionId: string, tenantId: string) {
  const [bearer] = await db
    .select({ userId: sessions.userId, userEpoch: sessions.userEpoch, membershipId: memberships.id })
    .from(sessions)
    .leftJoin(memberships, and(eq(memberships.userId, sessions.userId), eq(memberships.tenantId, tenantId)))
    .where(and(eq(sessions.id, sessionId), sql`exists (select from platform.living_session(${sessionId}))`));
  if (!bearer) throw new AppError("unauthenticated", said("common.signInFirst"));
  return bearer;
}

/** A new code replaces the one before for the same workspace, and the oldest of too many; what has lapsed goes as well. */
async function makeRoom(db: PlatformDb, userId: string, tenantId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`handoffs:${userId}`}, 0))`);
  const others = db
    .select({ codeHash: handoffs.codeHash })
    .from(handoffs)
    .where(
      and(eq(handoffs.userId, userId), ne(handoffs.tenantId, tenantId), gt(handoffs.expiresAt, clock.now())),
    )
    .orderBy(desc(handoffs.expiresAt))
    .limit(mostLiveHandoffs - 1);
  await db.delete(handoffs).where(and(eq(handoffs.userId, userId), not(inArray(handoffs.codeHash, others))));
}
