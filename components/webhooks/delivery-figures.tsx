import { useTranslations } from "#translations";
import { Stat, StatGrid } from "@/components/ui/stat";
import type { Formats } from "@/lib/platform/formats";

interface DeliveryFiguresProps {
  deliveries: Record<"pending" | "delivered" | "exhausted" | "canceled", number>;
  formats: Pick<Formats, "number" | "percent">;
}

/** How an endpoint has done in the last 30 days. What has not come to an end counts neither way. */
export function DeliveryFigures({ deliveries, formats }: DeliveryFiguresProps) {
  const t = useTranslations("webhooks");
  const { delivered, exhausted, pending } = deliveries;
  const ended = delivered + exhausted;
  return (
    <StatGrid>
      <Stat
        label={t("log.successRate")}
        value={ended === 0 ? "–" : formats.percent(delivered / ended)}
        note={t("log.lastDays")}
      />
      <Stat label={t("state.delivered")} value={formats.number(delivered)} />
      <Stat label={t("state.pending")} value={formats.number(pending)} />
      <Stat label={t("state.exhausted")} value={formats.number(exhausted)} />
    </StatGrid>
  );
}
