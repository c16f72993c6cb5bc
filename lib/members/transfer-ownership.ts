import { AppError } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { said } from "@/lib/platform/said";
import { membershipKey } from "./find-membership";
import { getMember, lockMembers, setRole } from "./roster";
import { member, memberExample, memberReference } from "./schema";

/** Hands the workspace to another member; the one who gives it stays as an admin. */
export const transferOwnership = command({
  name: "ownership.transfer",
  summary: "Transfer ownership of the workspace to a member",
  permission: "ownership:transfer",
  store: "platform",
  input: memberReference,
  output: member.pick({ id: true, name: true }),
  emits: ["ownership.transferred"],
  rest: "POST /members/{id}/ownership",
  example: memberExample,
  async run({ db, context, emit, invalidate }, { id }) {
    const tenantId = context.tenant.id;
    const me = await lockMembers(db, context, "ownership:transfer");
    const them = await getMember(db, context, id);
    if (them.id === me.id) throw new AppError("conflict", said("members.refused.ownAlready"));
    await setRole(db, tenantId, them, "owner");
    await setRole(db, tenantId, me, "admin");
    invalidate(membershipKey(tenantId, them.userId), membershipKey(tenantId, me.userId));
    await emit("ownership.transferred", { id, label: them.name }, { from: me.name });
    return { id, name: them.name };
  },
});
