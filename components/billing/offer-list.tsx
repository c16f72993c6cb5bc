import { ActionButton } from "@/components/ui/action-button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { takeDiscountAction, takeOfferAction } from "@/lib/billing/actions";
import type { Offers } from "@/lib/billing/retention/list-offers";

/** What may suit somebody better than canceling; nothing where no offer applies. */
export function OfferList({ offers }: { offers: Offers }) {
  if (offers.length === 0) return null;
  return (
    <Card aria-labelledby="offers">
      <CardHeader>
        <CardTitle id="offers">Before you go</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-5 text-sm sm:grid-cols-2">
          {offers.map(({ id, title, text }) => (
            <li key={id} className="flex flex-col items-start gap-3">
              <p className="text-pretty">{text}</p>
              {id === "discount" ? (
                <ActionButton action={takeDiscountAction} variant="outline">
                  {title}
                </ActionButton>
              ) : (
                <ActionButton action={takeOfferAction} fields={{ offer: id }} variant="outline">
                  {title}
                </ActionButton>
              )}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
