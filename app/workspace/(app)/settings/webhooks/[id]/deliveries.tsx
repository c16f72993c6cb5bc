import type { z } from "zod";
import { ActionButton } from "@/components/ui/action-button";
import { StatusBadge } from "@/components/ui/badge";
import { CursorPagination } from "@/components/ui/cursor-pagination";
import { Link } from "@/components/ui/link";
import { momentOf } from "@/components/ui/moment";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { mayChange } from "@/lib/core/access";
import { currentFormats, getTranslations } from "@/lib/entry/language";
import { read, viewer } from "@/lib/entry/page";
import { replayDeliveryAction } from "@/lib/webhooks/actions";
import type { listDeliveriesInput } from "@/lib/webhooks/listing";
import { listDeliveries } from "@/lib/webhooks/queries";

const colors = { pending: "info", delivered: "success", exhausted: "danger", canceled: "default" } as const;

type DeliveriesProps = z.output<typeof listDeliveriesInput>;

/** What the endpoint was sent, newest first. */
export async function Deliveries(asked: DeliveriesProps) {
  const { id, status } = asked;
  const { items, previousCursor, nextCursor } = await read(listDeliveries, asked);
  const context = await viewer();
  const canManage = mayChange(context, "webhooks:manage");
  const [t, formats] = await Promise.all([getTranslations("webhooks"), currentFormats()]);
  const link = (more: Record<string, string>) =>
    `/settings/webhooks/${id}?${new URLSearchParams({ ...(status && { status }), ...more })}`;
  if (items.length === 0)
    return <p className="text-muted-foreground text-sm">{t(status ? "log.emptyState" : "log.empty")}</p>;
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
                <Link href={link({ delivery: one.id })} className="hover:underline">
                  <code className="text-xs">{one.type}</code>
                </Link>
              </TableCell>
              <TableCell>
                <StatusBadge variant={colors[one.status]}>{t(`state.${one.status}`)}</StatusBadge>
              </TableCell>
              <TableCell className="tabular-nums max-md:hidden">{one.lastStatus ?? "–"}</TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
                <RelativeTime moment={momentOf(one.createdAt, formats)} />
              </TableCell>
              <TableCell>
                {canManage && one.status !== "pending" ? (
                  <ActionButton
                    action={replayDeliveryAction}
                    fields={{ id, deliveryId: one.id }}
                    variant="outline"
                  >
                    {t("deeds.replay")}
                  </ActionButton>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <CursorPagination
        label={t("log.title")}
        previousHref={previousCursor && link({ before: previousCursor })}
        nextHref={nextCursor && link({ cursor: nextCursor })}
      />
    </div>
  );
}
