import { useTranslations } from "#translations";
import { StatusBadge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

interface ListedEndpoint {
  id: string;
  url: string;
  types: string[];
  status: "active" | "paused" | "disabled";
}

export const statusColors = { active: "success", paused: "default", disabled: "danger" } as const;

export function EndpointTable({ endpoints }: { endpoints: ListedEndpoint[] }) {
  const t = useTranslations("webhooks.page");
  const state = useTranslations("webhooks.status");
  return (
    <Table label={t("title")}>
      <TableHeader>
        <TableRow>
          <TableHead className="w-full">{t("endpoint")}</TableHead>
          <TableHead className="max-md:hidden">{t("events")}</TableHead>
          <TableHead>{t("status")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {endpoints.map(({ id, url, types, status }) => (
          <TableRow key={id}>
            <TableCell className="max-w-0 truncate">
              <Link href={`/settings/webhooks/${id}`} title={url} className="font-medium hover:underline">
                {url}
              </Link>
            </TableCell>
            <TableCell className="max-md:hidden">
              <code className="text-xs">{types.join(" ")}</code>
            </TableCell>
            <TableCell>
              <StatusBadge variant={statusColors[status]}>{state(status)}</StatusBadge>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
