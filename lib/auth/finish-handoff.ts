import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import { handoffs, memberships, users } from "@/db/schema/platform";
import { AppError, notFound } from "@/lib/core/errors";
import { type PlatformScope, platformCommand } from "@/lib/core/platform-command";
import { clock } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { tellHere } from "./person";
import { secretSchema } from "./schema";
import { openSession } from "./tickets";

/**
 * Turns a hand-off code into a session on this workspace, for its members, in the browser that asked for it.
 * Throws `unauthenticated` for a code that is used, late, for another workspace or another browser.
 */
export const finishHandoff = platformCommand({
  name: "handoff.finish",
  door: "public",
  reason: "Nobody is signed in on this host yet.",
  input: z.strictObject({ code: secretSchema, nonce: secretSchema }),
  async run(scope, { code, nonce }) {
    const { db, context } = scope;
    const { tenant, origin } = context;
    if (!tenant) throw notFound("workspace");
    if (tenant.status === "suspended") throw new AppError("forbidden", "This workspace is suspended.");
    const userId = await burnCode(scope, tenant.id, code, nonce);
    const [user] = await db
      .select({ id: users.id, name: users.name, email: users.email })
      .from(users)
      .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.tenantId, tenant.id)))
      .where(eq(users.id, userId));
    if (!user) throw new AppError("unauthenticated", "You are not a member of this workspace.");
    const ticket = await openSession(db, { userId: user.id, tenantId: tenant.id, origin });
    await tellHere(scope, user, "session.created");
    return { ticket };
  },
});

async function burnCode(
  { db }: PlatformScope,
  tenantId: string,
  code: string,
  nonce: string,
): Promise<string> {
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
      ),
    )
    .returning({ userId: handoffs.userId });
  if (!burnt) throw new AppError("unauthenticated", "This sign-in has expired. Please sign in again.");
  return burnt.userId;
}
