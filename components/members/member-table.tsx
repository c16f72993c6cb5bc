import { useTranslations } from "#translations";
import { type Column, ListTable } from "@/components/lists/list-table";
import type { Sorting } from "@/components/lists/sorting";
import { RemoveMember } from "@/components/members/remove-member";
import { RoleSelect } from "@/components/members/role-select";
import { Badge } from "@/components/ui/badge";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";
import type { Role } from "@/lib/core/permissions";

export interface ListedMember {
  id: string;
  name: string;
  email: string;
  picture: string | null;
  role: Role;
  isSelf: boolean;
  /** Roles that the one who looks may give them; none where they may not change it. */
  grantable: Role[];
  canRemove: boolean;
  joined: Moment;
  /** Null for who never signed in here. */
  lastSeen: Moment | null;
}

type MemberTableProps = { members: ListedMember[]; sorting: Sorting; canManage: boolean };

export function MemberTable({ members, sorting, canManage }: MemberTableProps) {
  const t = useTranslations("members.list");
  const page = useTranslations("members.page");
  const roleName = useTranslations("roles");
  const columns: Column<ListedMember>[] = [
    {
      ...{ key: "name", head: t("member"), sort: "name", className: "w-full sm:max-w-0" },
      cell: (member) => <Identity {...member} />,
    },
    {
      ...{ key: "role", head: t("role"), sort: "role" },
      cell: ({ id, name, role, grantable }) =>
        grantable.length > 0 ? (
          <RoleSelect
            {...{ id, name, role }}
            options={grantable.map((one) => ({ value: one, label: roleName(one) }))}
          />
        ) : (
          <Badge variant={role === "owner" ? "brand" : "default"}>{roleName(role)}</Badge>
        ),
    },
    {
      ...{ key: "joined", head: t("joined"), sort: "joinedAt", className: "max-md:hidden" },
      cell: ({ joined }) => <RelativeTime moment={joined} />,
    },
    {
      ...{ key: "lastSeen", head: t("lastSeen"), sort: "lastSeenAt", className: "max-md:hidden" },
      cell: ({ lastSeen }) => (lastSeen ? <RelativeTime moment={lastSeen} /> : t("never")),
    },
  ];
  return (
    <ListTable
      label={page("title")}
      {...{ columns, sorting }}
      rows={members}
      nameOf={({ name }) => name}
      menu={canManage ? ({ id, name, canRemove }) => canRemove && <RemoveMember id={id} name={name} /> : null}
    />
  );
}

/** Long names and addresses are cut; the whole stands in the title. */
function Identity({ name, email, picture, isSelf }: ListedMember) {
  const t = useTranslations("members.list");
  return (
    <span className="flex items-center gap-3">
      <IdentityAvatar name={name} picture={picture} className="max-sm:hidden" />
      <span className="min-w-0 flex-1 leading-5">
        <span className="flex items-center gap-2">
          <bdi title={name} className="min-w-0 truncate font-medium">
            {name}
          </bdi>
          {isSelf ? <Badge variant="outline">{t("you")}</Badge> : null}
        </span>
        <span title={email} className="block truncate text-muted-foreground">
          {email}
        </span>
      </span>
    </span>
  );
}
