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
  return (
    <Card>
      <CardContent className="grid gap-2">
        <Meter label="Seats" used={used} limit={limit} />
        <p className="text-muted-foreground text-sm">
          {limit !== "unlimited" && used >= limit
            ? "Every seat is taken. Remove somebody or withdraw an invitation to make room."
            : "Members and open invitations take one seat each."}{" "}
          {billingHref ? (
            <Link href={billingHref} className="text-brand underline underline-offset-4">
              Get more seats
            </Link>
          ) : null}
        </p>
      </CardContent>
    </Card>
  );
}
