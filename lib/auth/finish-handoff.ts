import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { handoffs, memberships, sessions, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError, notFound } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { said } from "@/lib/platform/said";
import { tellHere } from "./person";
import { exampleSecret, secretSchema, signedIn } from "./schema";
import { openSession } from "./tickets";

/**
 * Turns a hand-off code into a session on this workspace, for its members, in the browser that asked for it.
 * Throws `unauthenticated` for a code that is used, late, for another workspace or another browser, and for one whose
 * session or membership has ended since.
 */
export const finishHandoff = platformCommand({
  name: "handoff.finish",
  summary: "Finish signing in from another host",
  audience: "public",
  input: z.strictObject({ code: secretSchema, nonce: secretSchema }),
  output: signedIn.pick({ ticket: true }),
  emits: ["session.created"],
  rest: { none: "it takes a browser from one host to another" },
  example: { code: exampleSecret, nonce: exampleSecret },
  async run(scope, { code, nonce }) {
    const { db, context } = scope;
    const { tenant, origin } = context;
    if (!tenant) throw notFound("workspace");
    if (tenant.status === "suspended") throw new AppError("forbidden", said("common.suspended"));
    const { userEpoch: epoch, sessionId, ...bearer } = await burnCode(db, tenant.id, code, nonce);
    const user = await findMember(db, tenant.id, bearer);
    const { membershipId } = bearer;
    const ticket = await openSession(db, {
      user: { ...user, epoch },
      tenantId: tenant.id,
      membershipId,
      origin,
      parent: await parentOf(db, sessionId ?? ""),
    });
    await tellHere(scope, user, "session.created");
    return { ticket };
  },
});

const lapsed = () => new AppError("unauthenticated", said("auth.refused.lapsed"), { trace: "handoff" });

const bearer = {
  userId: handoffs.userId,
  userEpoch: handoffs.userEpoch,
  sessionId: handoffs.sessionId,
  membershipId: handoffs.membershipId,
};

async function burnCode(db: PlatformDb, tenantId: string, code: string, nonce: string) {
  const [burnt] = await db
    .update(handoffs)
    .set({ usedAt: clock.now() })
    .where(
      and(
        eq(handoffs.codeHash, sha256(code)),
        eq(handoffs.nonceHash, sha256(nonce)),
        eq(handoffs.tenantId, tenantId),
        isNull(handoffs.usedAt),
        gt(handoffs.expiresAt, clock.now()),
        isSessionOfEpochAlive,
      ),
    )
    .returning(bearer);
  if (!burnt) throw lapsed();
  return burnt;
}

/** The session the code was made for; under the lock of its row it cannot end unseen until this one is there. */
async function parentOf(db: PlatformDb, id: string): Promise<{ id: string; expiresAt: Date }> {
  const [parent] = await db
    .select({ id: sessions.id, expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)))
    .for("share");
  if (!parent) throw lapsed();
  return parent;
}

/** The session that asked may have gone on into a newer epoch; the code has not. */
const isSessionOfEpochAlive = sql`exists (
  select from platform.living_session(${handoffs.sessionId}) living
   where living.user_epoch = ${handoffs.userEpoch})`;

/** The person as a member by the very membership of the code: one who left and came back asks for a new one. */
async function findMember(
  db: PlatformDb,
  tenantId: string,
  { userId, membershipId }: { userId: string; membershipId: string | null },
) {
  const [user] = await db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(
      and(eq(users.id, userId), eq(memberships.tenantId, tenantId), eq(memberships.id, membershipId ?? "")),
    );
  if (!user) throw new AppError("unauthenticated", said("auth.refused.notMember"), { trace: "handoff" });
  return user;
}
