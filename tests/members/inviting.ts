import { eq } from "drizzle-orm";
import { entitlements, invitations } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { proveContext } from "@/lib/core/context";
import { runCommand, runQuery } from "@/lib/core/run";
import { inviteMember } from "@/lib/members/invite-member";
import { type TestMember, type TestWorkspace, workspace } from "../support/world";

let serial = 0;
/** An address no other test uses. */
export const address = () => `invitee-${++serial}@example.com`;

/** The five founders take five seats; `free` more are left. */
export async function workspaceWithFreeSeats(free: number): Promise<TestWorkspace> {
  const acme = await workspace({ plan: "professional" });
  await withPlatform((db) =>
    db
      .update(entitlements)
      .set({ plan: "free", extraSeats: 3 + free })
      .where(eq(entitlements.tenantId, acme.id)),
  );
  return acme;
}

/** The same person, whose request says that the workspace is on Free. */
export function onFree(who: TestMember): TestMember {
  const { membershipId } = who.context;
  const tenant = { ...who.context.tenant, plan: "free" as const };
  const context = Object.assign(proveContext({ ...who.context, tenant }), { membershipId });
  return {
    ...who,
    context,
    run: (command, input) => runCommand(command, context, input),
    ask: (query, input) => runQuery(query, context, input),
  };
}

/** Owner and admin, whose requests say that the workspace is on Free. */
export const bothOnFree = ({ owner, admin }: TestWorkspace) => ({
  owner: onFree(owner),
  admin: onFree(admin),
});

export async function inviteOne(acme: { admin: TestMember }, email = address()) {
  const result = await acme.admin.run(inviteMember, { emails: email, role: "member" });
  const id = result.ok ? result.invited[0]?.id : undefined;
  if (!id) throw new Error("the invitation was refused");
  return { id, email };
}

export const tokenIn = (url: string | undefined) => url?.split("/invitations/")[1] ?? "";

export async function stored(id: string) {
  const [row] = await withPlatform((db) => db.select().from(invitations).where(eq(invitations.id, id)));
  if (!row) throw new Error("no such invitation");
  return row;
}
