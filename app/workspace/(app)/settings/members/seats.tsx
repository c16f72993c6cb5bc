import { InviteDialog } from "@/components/members/invite-dialog";
import { SeatMeter } from "@/components/members/seat-meter";
import { fits } from "@/lib/entitlements/plans";
import { read } from "@/lib/entry/page";
import { seatUsage } from "@/lib/members/queries";

type SeatsProps = { canManage: boolean; canSeeBilling: boolean };

/** How many seats are taken and, while one is free, the way to fill it. */
export async function Seats({ canManage, canSeeBilling }: SeatsProps) {
  const { used, limit } = await read(seatUsage, {});
  const isFull = !fits(limit, used);
  return (
    <>
      <SeatMeter
        used={used}
        limit={limit}
        billingHref={isFull && canSeeBilling ? "/settings/billing" : null}
      />
      {canManage && !isFull ? <InviteDialog /> : null}
    </>
  );
}
