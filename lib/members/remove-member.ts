import { AppError } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { sendMail } from "@/lib/notifications/send-mail";
import { said } from "@/lib/platform/said";
import { membershipKey } from "./find-membership";
import { dismiss, getMember, lockMembers, requireAnotherOwner, requireAuthority } from "./roster";
import { member, memberExample, memberReference } from "./schema";

/** Takes a member out of the workspace, signs them out of it and tells them. Throws `forbidden` by rank. */
export const removeMember = command({
  name: "member.remove",
  summary: "Remove a member from the workspace",
  permission: "members:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: memberReference,
  output: member.pick({ id: true, name: true }),
  emits: ["member.removed"],
  rest: "DELETE /members/{id}",
  example: memberExample,
  async run({ db, context, emit, invalidate }, { id }) {
    const { id: tenantId, name: workspaceName } = context.tenant;
    const me = await lockMembers(db, context, "members:manage");
    const them = await getMember(db, context, id);
    if (them.id === me.id) throw new AppError("conflict", said("members.refused.leaveInstead"));
    requireAuthority(me, them);
    await requireAnotherOwner(db, tenantId, them);
    await dismiss(db, tenantId, them);
    invalidate(membershipKey(tenantId, them.userId));
    await sendMail(db, them.email, "memberRemoved", { workspaceName });
    await emit("member.removed", { id, label: them.name }, { role: them.role, email: them.email });
    return { id, name: them.name };
  },
});
