import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/platform";
import type { TenantDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";

/** A pending invitation. Throws `not_found`. */
export async function getInvitation(db: TenantDb, tenantId: string, id: string) {
  const [invitation] = await pending(db, tenantId, id);
  if (!invitation) throw notFound("invitation");
  return invitation;
}

/** The same, held until the transaction ends, so that it is not accepted meanwhile. */
export async function lockInvitation(db: TenantDb, tenantId: string, id: string) {
  const [invitation] = await pending(db, tenantId, id).for("update");
  if (!invitation) throw notFound("invitation");
  return invitation;
}

const pending = (db: TenantDb, tenantId: string, id: string) =>
  db
    .select()
    .from(invitations)
    .where(
      and(eq(invitations.tenantId, tenantId), eq(invitations.id, id), eq(invitations.status, "pending")),
    );
