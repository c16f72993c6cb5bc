import { useTranslations } from "#translations";
import { StatusBadge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ApiKey } from "@/lib/api-keys/schema";

export const stateColors = { active: "success", expired: "default", revoked: "danger" } as const;

export interface ListedKey extends Pick<ApiKey, "id" | "name" | "hint" | "role"> {
  state: keyof typeof stateColors;
  lastUsed: Moment | null;
}

export function KeyTable({ keys }: { keys: ListedKey[] }) {
  const t = useTranslations("apiKeys");
  const roleName = useTranslations("roles");
  return (
    <Table label={t("page.title")}>
      <TableHeader>
        <TableRow>
          <TableHead className="w-full">{t("fields.name")}</TableHead>
          <TableHead className="max-md:hidden">{t("page.hint")}</TableHead>
          <TableHead className="max-md:hidden">{t("fields.role")}</TableHead>
          <TableHead className="max-sm:hidden">{t("page.lastUsed")}</TableHead>
          <TableHead>{t("page.state")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {keys.map(({ id, name, hint, role, state, lastUsed }) => (
          <TableRow key={id}>
            <TableCell className="max-w-0 truncate">
              <Link href={`/settings/api-keys/${id}`} title={name} className="font-medium hover:underline">
                <bdi>{name}</bdi>
              </Link>
            </TableCell>
            <TableCell className="max-md:hidden">
              <code className="whitespace-nowrap text-xs">{hint}</code>
            </TableCell>
            <TableCell className="max-md:hidden">{roleName(role)}</TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
              {lastUsed ? <RelativeTime moment={lastUsed} /> : t("page.never")}
            </TableCell>
            <TableCell>
              <StatusBadge variant={stateColors[state]}>{t(`state.${state}`)}</StatusBadge>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
