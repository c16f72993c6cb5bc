import type { ListedMember } from "@/components/members/member-table";
import { momentOf } from "@/components/ui/moment";
import { mayChange } from "@/lib/core/access";
import type { TenantContext } from "@/lib/core/context";
import { can, mayGrant, outranks, roles } from "@/lib/core/permissions";
import type { MemberRow } from "@/lib/members/schema";

/** A member as a row shows them to the one who looks: with the roles these may give, if any. */
export const listed =
  (context: TenantContext) =>
  ({ id, name, email, picture, role, joinedAt, lastSeenAt }: MemberRow): ListedMember => {
    const { role: mine, membershipId } = context;
    const isSelf = id === membershipId;
    const hasAuthority = can(mine, "members:manage") && (mine === "owner" || outranks(mine, role));
    return {
      id,
      name,
      email,
      picture,
      role,
      isSelf,
      grantable:
        hasAuthority && !isSelf && mayChange(context, "members:manage")
          ? roles.filter((one) => mayGrant(mine, one))
          : [],
      canRemove: hasAuthority && !isSelf,
      joined: momentOf(joinedAt),
      lastSeen: lastSeenAt ? momentOf(lastSeenAt) : null,
    };
  };
