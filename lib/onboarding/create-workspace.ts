import { entitlements, memberships, placements, tenants } from "@/db/schema/platform";
import { linkOn } from "@/lib/auth/links";
import { actorOf } from "@/lib/auth/person";
import { openSession } from "@/lib/auth/tickets";
import { invalidField } from "@/lib/core/errors";
import type { PlatformScope } from "@/lib/core/platform-command";
import { membershipKey } from "@/lib/members/find-membership";
import { newId } from "@/lib/platform/id";
import { tenantKey } from "@/lib/tenancy/tenant-key";

type Named = { workspaceName: string; slug: string };

/**
 * Claims an address for a new workspace and returns its id. Throws `invalid` at the slug when it is taken: of many at once,
 * the unique index lets one through. Comes before anything slow, so that whoever loses has cost nothing.
 */
export async function claimAddress(
  { db, forget }: PlatformScope,
  { workspaceName, slug }: Named,
): Promise<string> {
  const id = newId("tenant");
  const [claimed] = await db
    .insert(tenants)
    .values({ id, slug, name: workspaceName })
    .onConflictDoNothing()
    .returning({ id: tenants.id });
  if (!claimed) throw invalidField("slug", "That address is taken. Please choose another.");
  forget(tenantKey(slug));
  return id;
}

interface Founding {
  id: string;
  workspaceName: string;
  owner: { id: string; name: string; email: string };
}

/** Gives a claimed workspace its place, the Free plan and its owner, and begins its history. */
export async function foundWorkspace(
  scope: PlatformScope,
  { id, workspaceName, owner }: Founding,
): Promise<void> {
  const { db, emitIn, forget } = scope;
  await db.insert(placements).values({ tenantId: id });
  await db.insert(entitlements).values({ tenantId: id, plan: "free" });
  await db
    .insert(memberships)
    .values({ tenantId: id, id: newId("membership"), userId: owner.id, role: "owner" });
  forget(membershipKey(id, owner.id));
  await emitIn(id, actorOf(owner), "workspace.created", { id, label: workspaceName });
}

/** The ticket of a session on the root domain, and the address that carries it over to the new workspace. */
export async function enterFromRoot({ db, context }: PlatformScope, userId: string, slug: string) {
  const ticket = await openSession(db, { userId, tenantId: null, origin: context.origin });
  return { ticket, url: entryUrl(slug) };
}

/** Where a person who is signed in on the root domain goes to be signed in on a workspace. */
export const entryUrl = (slug: string): string => linkOn({ slug }, "/auth/start?from=root&next=/");
