import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Recipient } from "@/lib/billing/recipient/get-recipient";

interface RecipientCardProps {
  recipient: Recipient;
  /** The lines of its address. */
  place: string[];
  canManage: boolean;
  /** Where it is changed. */
  href: string;
}

/** Whom invoices are made out to, and what they carry for the books of whoever pays. */
export function RecipientCard({ recipient, place, canManage, href }: RecipientCardProps) {
  const { name, taxId, purchaseOrder, email } = recipient;
  const lines = place.length > 0 ? place : ["No address yet"];
  return (
    <Card aria-labelledby="recipient">
      <CardHeader>
        <CardTitle id="recipient">Invoices are made out to</CardTitle>
        {canManage ? (
          <CardAction>
            <Button asChild variant="outline" size="sm">
              <Link href={href}>Address and tax ID</Link>
            </Button>
          </CardAction>
        ) : null}
      </CardHeader>
      <CardContent className="grid gap-5 text-sm sm:grid-cols-2">
        <address className="grid min-w-0 content-start not-italic wrap-anywhere">
          <bdi className="font-medium">{name}</bdi>
          {lines.map((line) => (
            <bdi key={line}>{line}</bdi>
          ))}
        </address>
        <dl className="grid min-w-0 content-start gap-3">
          <Fact name="Tax ID" value={taxId} />
          <Fact name="Purchase order" value={purchaseOrder} />
          <Fact name="E-mail for invoices" value={email} />
        </dl>
      </CardContent>
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="wrap-anywhere">{value ?? "None"}</dd>
    </div>
  );
}
