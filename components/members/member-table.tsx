import { useTranslations } from "#translations";
import { RemoveMember } from "@/components/members/remove-member";
import { RoleSelect } from "@/components/members/role-select";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
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

export function MemberTable({ members, canManage }: { members: ListedMember[]; canManage: boolean }) {
  const t = useTranslations("members.list");
  const page = useTranslations("members.page");
  return (
    <Table label={page("title")}>
      <TableHeader>
        <TableRow>
          <TableHead className="w-full">{t("member")}</TableHead>
          <TableHead>{t("role")}</TableHead>
          <TableHead className="max-md:hidden">{t("joined")}</TableHead>
          <TableHead className="max-md:hidden">{t("lastSeen")}</TableHead>
          {canManage ? (
            <TableHead className="pl-0">
              <span className="sr-only">{t("actions")}</span>
            </TableHead>
          ) : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {members.map((member) => (
          <MemberLine key={member.id} member={member} canManage={canManage} />
        ))}
      </TableBody>
    </Table>
  );
}

function MemberLine({ member, canManage }: { member: ListedMember; canManage: boolean }) {
  const { id, name, role, grantable, canRemove, joined, lastSeen } = member;
  const t = useTranslations("members.list");
  const roleName = useTranslations("roles.name");
  return (
    <TableRow>
      <TableCell className="max-w-0">
        <Identity {...member} />
      </TableCell>
      <TableCell>
        {grantable.length > 0 ? (
          <RoleSelect
            id={id}
            name={name}
            role={role}
            options={grantable.map((one) => ({ value: one, label: roleName(one) }))}
          />
        ) : (
          <Badge variant={role === "owner" ? "brand" : "default"}>{roleName(role)}</Badge>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        <RelativeTime moment={joined} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        {lastSeen ? <RelativeTime moment={lastSeen} /> : t("never")}
      </TableCell>
      {canManage ? (
        <TableCell className="pr-2 pl-0 text-right">
          {canRemove ? <RemoveMember id={id} name={name} /> : null}
        </TableCell>
      ) : null}
    </TableRow>
  );
}

/** Long names and addresses are cut; the whole stands in the title. */
function Identity({ name, email, picture, isSelf }: ListedMember) {
  const t = useTranslations("members.list");
  return (
    <span className="flex items-center gap-3">
      <Avatar name={name} picture={picture} className="max-sm:hidden" />
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
