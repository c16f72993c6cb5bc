import { useTranslations } from "#translations";
import { Card, CardContent } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";

type SeatMeterProps = {
  used: number;
  limit: number | "unlimited";
  /** Where more seats come from; null while there is room, or for who may not see it. */
  billingHref: string | null;
};

export function SeatMeter({ used, limit, billingHref }: SeatMeterProps) {
  const t = useTranslations("members.seats");
  const isFull = limit !== "unlimited" && used >= limit;
  return (
    <Card>
      <CardContent className="grid gap-2">
        <Meter label={t("label")} used={used} limit={limit} />
        <p className="text-muted-foreground text-sm">
          {isFull && billingHref
            ? t.rich("fullMore", {
                link: (text) => (
                  <Link href={billingHref} className="text-brand underline underline-offset-4">
                    {text}
                  </Link>
                ),
              })
            : t(isFull ? "full" : "free")}
        </p>
      </CardContent>
    </Card>
  );
}
