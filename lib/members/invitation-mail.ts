import { site } from "@/env";
import { attempt } from "@/lib/auth/attempts";
import type { CommandScope } from "@/lib/core/command";
import { type Role, roleLabels } from "@/lib/core/permissions";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock, days } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { workspaceUrl } from "@/lib/tenancy/host";

/** A fresh secret for an invitation: the token travels by mail alone, the row keeps its hash. */
export function newInvitationToken() {
  const token = newSecret();
  return { token, stored: { tokenHash: sha256(token), expiresAt: clock.in(days(7)) } };
}

/**
 * Queues the mail that carries the token. Throws `rate_limited` after three mails to one mailbox within an hour: inviting and
 * withdrawing in turn must not fill the inbox of somebody who never asked.
 */
export async function mailInvitation(
  { db, context: { tenant, actor } }: Pick<CommandScope, "db" | "context">,
  { email, role, token }: { email: string; role: Role; token: string },
): Promise<void> {
  await attempt("mailTo", email);
  await sendMail(db, email, "invitation", {
    inviterName: actor.label,
    workspaceName: tenant.name,
    roleName: roleLabels[role].name,
    url: workspaceUrl(site(), tenant.slug, `/invitations/${token}`),
  });
}
