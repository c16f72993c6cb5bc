import { and, eq, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { clock } from "@/lib/platform/clock";

/** A pending invitation. Throws `not_found`. */
export async function getInvitation(db: WorkspaceDb, tenantId: string, id: string) {
  const [invitation] = await pending(db, tenantId, id);
  if (!invitation) throw notFound("invitation");
  return invitation;
}

/** The same, held until the transaction ends, so that it is not accepted meanwhile. */
export async function lockInvitation(db: WorkspaceDb, tenantId: string, id: string) {
  const [invitation] = await pending(db, tenantId, id).for("update");
  if (!invitation) throw notFound("invitation");
  return invitation;
}

const pending = (db: WorkspaceDb, tenantId: string, id: string) =>
  db
    .select({
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
      updatedAt: invitations.updatedAt,
    })
    .from(invitations)
    .where(
      and(eq(invitations.tenantId, tenantId), eq(invitations.id, id), eq(invitations.status, "pending")),
    );

/**
 * Takes their sender from the invitations that somebody has sent. They let nobody in until a colleague sends them again, and
 * do not come back to life should the sender join once more.
 */
export async function disownInvitations(db: WorkspaceDb, tenantId: string, userId: string): Promise<void> {
  await db
    .update(invitations)
    .set({ invitedBy: "" })
    .where(
      and(
        eq(invitations.tenantId, tenantId),
        eq(invitations.status, "pending"),
        eq(invitations.invitedBy, userId),
      ),
    );
}

/** Withdraws what an address was sent and has not answered. */
export async function closeInvitations(db: WorkspaceDb, tenantId: string, email: string): Promise<void> {
  await db
    .update(invitations)
    .set({ status: "revoked", updatedAt: clock.now() })
    .where(
      and(
        eq(invitations.tenantId, tenantId),
        eq(invitations.status, "pending"),
        eq(sql`lower(${invitations.email})`, email.toLowerCase()),
      ),
    );
}
