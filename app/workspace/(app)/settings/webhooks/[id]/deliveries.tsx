import { ActionButton } from "@/components/billing/action-button";
import { StatusBadge } from "@/components/ui/badge";
import { CursorPagination } from "@/components/ui/cursor-pagination";
import { momentOf } from "@/components/ui/moment";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { currentFormats, getTranslations } from "@/lib/entry/language";
import { read } from "@/lib/entry/page";
import { replayDeliveryAction } from "@/lib/webhooks/actions";
import { listDeliveries } from "@/lib/webhooks/queries";

const colors = { pending: "info", delivered: "success", exhausted: "danger", canceled: "default" } as const;

type DeliveriesProps = { id: string; cursor?: string; before?: string };

/** What the endpoint was sent, newest first. */
export async function Deliveries({ id, cursor, before }: DeliveriesProps) {
  const { items, previousCursor, nextCursor } = await read(listDeliveries, { id, cursor, before });
  const [t, formats] = await Promise.all([getTranslations("webhooks"), currentFormats()]);
  const path = `/settings/webhooks/${id}`;
  if (items.length === 0) return <p className="text-muted-foreground text-sm">{t("log.empty")}</p>;
  return (
    <div>
      <Table label={t("log.title")}>
        <TableHeader>
          <TableRow>
            <TableHead className="w-full">{t("log.event")}</TableHead>
            <TableHead>{t("log.state")}</TableHead>
            <TableHead className="max-md:hidden">{t("log.answer")}</TableHead>
            <TableHead className="max-md:hidden">{t("log.when")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("log.actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {items.map((one) => (
            <TableRow key={one.id}>
              <TableCell>
                <code className="text-xs">{one.type}</code>
              </TableCell>
              <TableCell>
                <StatusBadge variant={colors[one.status]}>{t(`state.${one.status}`)}</StatusBadge>
              </TableCell>
              <TableCell className="tabular-nums max-md:hidden">{one.lastStatus ?? "–"}</TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
                <RelativeTime moment={momentOf(one.createdAt, formats)} />
              </TableCell>
              <TableCell>
                <ActionButton
                  action={replayDeliveryAction}
                  fields={{ id, deliveryId: one.id }}
                  variant="outline"
                >
                  {t("deeds.replay")}
                </ActionButton>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <CursorPagination
        label={t("log.title")}
        previousHref={previousCursor && `${path}?before=${previousCursor}`}
        nextHref={nextCursor && `${path}?cursor=${nextCursor}`}
      />
    </div>
  );
}
