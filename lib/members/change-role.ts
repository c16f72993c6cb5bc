import { z } from "zod";
import { command } from "@/lib/core/operation";
import { membershipKey } from "./find-membership";
import {
  getMember,
  lockMembers,
  requireAnotherOwner,
  requireAuthority,
  requireMayGrant,
  setRole,
} from "./roster";
import { changeRoleInput, memberExample } from "./schema";

/** Gives a member another role. Throws `forbidden` by rank and `conflict` for the last owner. */
export const changeRole = command({
  name: "member.change_role",
  summary: "Change a member's role",
  permission: "members:manage",
  store: "platform",
  input: changeRoleInput,
  output: z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), role: changeRoleInput.shape.role }),
    z.object({ ok: z.literal(false), reason: z.literal("unchanged") }),
  ]),
  emits: ["member.role_changed"],
  rest: "POST /members/{id}/role",
  example: { ...memberExample, role: "viewer" },
  async run({ db, context, emit, invalidate }, { id, role }) {
    const tenantId = context.tenant.id;
    const me = await lockMembers(db, context, "members:manage");
    const them = await getMember(db, context, id);
    if (them.role === role) return { ok: false as const, reason: "unchanged" as const };
    requireAuthority(me, them);
    requireMayGrant(me.role, role);
    await requireAnotherOwner(db, tenantId, them);
    await setRole(db, tenantId, them, role);
    invalidate(membershipKey(tenantId, them.userId));
    await emit("member.role_changed", { id, label: them.name }, { from: them.role, to: role });
    return { ok: true as const, role };
  },
});
