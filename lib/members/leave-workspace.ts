import { z } from "zod";
import { command } from "@/lib/core/operation";
import { membershipKey } from "./find-membership";
import { dismiss, lockMembers, requireAnotherOwner } from "./roster";

/** Ends one's own membership. Throws `conflict` for the last owner, who has to find a successor first. */
export const leaveWorkspace = command({
  name: "member.leave",
  summary: "Leave the workspace",
  permission: "account:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.void(),
  emits: ["member.left"],
  rest: { none: "somebody leaves in person, and their session ends with it" },
  example: {},
  async run({ db, context, emit, invalidate }) {
    const tenantId = context.tenant.id;
    const me = await lockMembers(db, context, "account:manage");
    await requireAnotherOwner(db, tenantId, me);
    await dismiss(db, tenantId, me);
    invalidate(membershipKey(tenantId, me.userId));
    await emit("member.left", { id: me.id, label: me.name }, { role: me.role });
  },
});
