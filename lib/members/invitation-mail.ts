import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { site } from "@/env";
import type { CommandScope } from "@/lib/core/operation";
import { type Role, roleLabels } from "@/lib/core/permissions";
import type { Sender } from "@/lib/notifications/mailbox-budget";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock, days } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { workspaceUrl } from "@/lib/tenancy/host";
import { isColleague } from "./invitation-budget";

const lifetimeMs = days(7);
/** How long a workspace has stood before its mails no longer compete with those of one that was opened to send them. */
const settledAfterMs = days(14);

type Scope = Pick<CommandScope<never, WorkspaceDb>, "db" | "context">;

/** A fresh secret for an invitation: the token travels by mail alone, the row keeps its hash. */
export function newInvitationToken() {
  const token = newSecret();
  return { token, stored: { tokenHash: sha256(token), expiresAt: clock.in(lifetimeMs) } };
}

/** Queues the mail that carries the token. Whoever asks for it spends the budget of `invitation-budget.ts`. */
export async function mailInvitation(
  scope: Scope,
  { email, role, token }: { email: string; role: Role; token: string },
): Promise<void> {
  const { tenant, actor } = scope.context;
  const mail = {
    inviterName: actor.label,
    workspaceName: tenant.name,
    roleName: roleLabels[role].name,
    url: workspaceUrl(site(), tenant.slug, `/invitations/${token}`),
  };
  const sender = await senderOf(scope, email);
  await sendMail(scope.db, email, "invitation", mail, { sender, until: clock.in(lifetimeMs) });
}

async function senderOf({ db, context: { tenant, actor } }: Scope, email: string): Promise<Sender> {
  if (isColleague(actor, email)) return "colleague";
  const [opened] = await db.select({ at: tenants.createdAt }).from(tenants).where(eq(tenants.id, tenant.id));
  return opened && opened.at <= clock.in(-settledAfterMs) ? "settled" : "anybody";
}
