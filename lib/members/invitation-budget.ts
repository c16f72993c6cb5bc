import { and, eq, isNotNull, or } from "drizzle-orm";
import { memberships, users } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { on, spend } from "@/lib/auth/attempts";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { CommandScope } from "@/lib/core/operation";
import type { PlanId } from "@/lib/entitlements/plans";
import { days, hours } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { isFreeMail, isThrowAway } from "@/lib/tenancy/sign-up-domain";

/** Mails of invitation, first ones and repeated ones alike. */
interface Budget {
  /** A day, from the whole workspace. */
  workspace: number;
  /** A day, from one person, over all the workspaces they invite to on this plan. */
  person: number;
  /** A day, from the workspace to one domain that is not the inviter's own. */
  domain: number;
  /** A day, from the workspace to one domain where anybody can have a mailbox. */
  freeMail: number;
}

export const invitationBudgets: Record<PlanId, Budget> = {
  free: { workspace: 20, person: 20, domain: 10, freeMail: 15 },
  starter: { workspace: 60, person: 40, domain: 20, freeMail: 40 },
  professional: { workspace: 200, person: 100, domain: 60, freeMail: 120 },
  business: { workspace: 500, person: 250, domain: 150, freeMail: 300 },
  enterprise: { workspace: 2_000, person: 1_000, domain: 600, freeMail: 1_200 },
};

/** An hour, to one mailbox: from one workspace, and from one person over all workspaces. */
const perMailbox = 3;

/**
 * Throws `forbidden` until an owner and whoever invites have shown that their own mailboxes are theirs, and for good where the
 * inviter's is one to throw away.
 */
export async function assertMayInvite({
  db,
  context,
}: Pick<CommandScope<never, WorkspaceDb>, "db" | "context">): Promise<void> {
  const { tenant, actor } = context;
  if (actor.kind === "user" && isThrowAway(actor.email))
    throw new AppError("forbidden", said("members.refused.throwAway"));
  const verified = await db
    .select({ id: users.id, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, tenant.id),
        isNotNull(users.emailVerifiedAt),
        or(eq(memberships.role, "owner"), eq(users.id, actor.id)),
      ),
    );
  if (actor.kind === "user" && !verified.some(({ id }) => id === actor.id))
    throw new AppError("forbidden", said("members.refused.verifyFirst"));
  if (!verified.some(({ role }) => role === "owner"))
    throw new AppError("forbidden", said("members.refused.ownerUnverified"));
}

/** Charges the sender for a mail, in every dimension or in none. Comes last, when nothing else can refuse any more. */
export async function spendInvitation({ tenant, actor }: TenantContext, email: string): Promise<void> {
  const budget = invitationBudgets[tenant.plan];
  const domain = domainOf(email);
  const isFree = isFreeMail(domain);
  const toDomain = aDay("inviteToDomain", isFree ? budget.freeMail : budget.domain);
  await spend(
    on(aDay("inviteFromWorkspace", budget.workspace), tenant.id),
    on(aDay("inviteFromPerson", budget.person), actor.id),
    ...(isColleague(actor, email) ? [] : [on(toDomain, tenant.id, domain)]),
    on(anHour("inviteToFromWorkspace"), tenant.id, email),
    on(anHour("inviteToFromPerson"), actor.id, email),
  );
}

/** Whether this address is at the inviter's own domain, where not everybody can have one. */
export function isColleague(actor: TenantContext["actor"], email: string): boolean {
  const domain = domainOf(email);
  return actor.kind === "user" && !isFreeMail(domain) && domain === domainOf(actor.email);
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

const aDay = (name: string, max: number) => ({
  name,
  max,
  windowMs: days(1),
  message: "members.refused.mostADay" as const,
});

const anHour = (name: string) => ({
  name,
  max: perMailbox,
  windowMs: hours(1),
  message: "members.refused.mostToAddress" as const,
});
