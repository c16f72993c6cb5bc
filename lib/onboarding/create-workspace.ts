import { entitlements, memberships, placements, tenants } from "@/db/schema/platform";
import { linkOn } from "@/lib/auth/links";
import { actorOf } from "@/lib/auth/person";
import { AppError, invalidField } from "@/lib/core/errors";
import type { PlatformScope } from "@/lib/core/operation";
import { membershipKey } from "@/lib/members/find-membership";
import { newId } from "@/lib/platform/id";
import { said } from "@/lib/platform/said";
import { takeAddress } from "@/lib/tenancy/addresses";
import { isThrowAway } from "@/lib/tenancy/sign-up-domain";
import { tenantKey } from "@/lib/tenancy/tenant-key";
import { admitWorkspace } from "./workspace-cap";

type Named = { workspaceName: string; slug: string };

/**
 * Claims an address for a new workspace and returns its id. Throws `invalid` at the slug when it is taken: of many at once,
 * the unique index lets one through. Comes before anything slow, so that whoever loses has cost nothing.
 */
export async function claimAddress(
  { db, invalidate }: PlatformScope,
  { workspaceName, slug }: Named,
): Promise<string> {
  const id = newId("ten");
  const [claimed] = await db
    .insert(tenants)
    .values({ id, slug, name: workspaceName })
    .onConflictDoNothing()
    .returning({ id: tenants.id });
  if (!claimed || !(await takeAddress(db, id, slug))) throw addressTaken();
  invalidate(tenantKey(slug));
  return id;
}

/** Says that it is taken, never by whom. */
export const addressTaken = () => invalidField("slug", said("onboarding.refused.addressTaken"));

/** Why a mailbox to throw away opens no workspace. It may join one, where somebody lets it in. */
export const lastingMailbox = said("onboarding.refused.throwAway");

interface Founding {
  id: string;
  workspaceName: string;
  owner: { id: string; name: string; email: string };
}

/**
 * Gives a claimed workspace its place, the Free plan and its owner, and begins its history. Throws when this person has
 * opened as many as they may, and `forbidden` when their mailbox is one to throw away.
 */
export async function foundWorkspace(
  scope: PlatformScope<"workspace.created">,
  { id, workspaceName, owner }: Founding,
): Promise<void> {
  const { db, emitIn, invalidate } = scope;
  if (isThrowAway(owner.email)) throw new AppError("forbidden", lastingMailbox);
  await admitWorkspace(db, owner.id);
  await db.insert(placements).values({ tenantId: id });
  await db.insert(entitlements).values({ tenantId: id, plan: "free" });
  await db.insert(memberships).values({ tenantId: id, id: newId("mem"), userId: owner.id, role: "owner" });
  invalidate(membershipKey(id, owner.id));
  await emitIn(id, actorOf(owner), "workspace.created", { id, label: workspaceName });
}

/** Where a person who is signed in on the root domain goes to be signed in on a workspace. */
export const entryUrl = (slug: string): string => linkOn({ slug }, "/auth/start?from=root&next=/");
