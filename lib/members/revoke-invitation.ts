import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/platform";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { lockInvitation } from "./pending-invitation";
import { invitationExample, invitationName, invitationReference } from "./schema";

/** Withdraws an invitation: its link stops working and its seat is free again. */
export const revokeInvitation = command({
  name: "invitation.revoke",
  summary: "Withdraw an invitation",
  permission: "members:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: invitationReference,
  output: invitationName,
  emits: ["invitation.revoked"],
  rest: "DELETE /invitations/{id}",
  example: invitationExample,
  async run({ db, context, emit }, { id }) {
    const { email } = await lockInvitation(db, context.tenant.id, id);
    await db
      .update(invitations)
      .set({ status: "revoked", updatedAt: clock.now() })
      .where(and(eq(invitations.tenantId, context.tenant.id), eq(invitations.id, id)));
    await emit("invitation.revoked", { id, label: email });
    return { id, email };
  },
});
