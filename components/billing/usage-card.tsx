import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import type { Billing } from "@/lib/billing/queries";

export function UsageCard({ usage: { projects, seats } }: Pick<Billing, "usage">) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Usage</CardTitle>
        <CardDescription>Archived projects and open invitations count too.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5 sm:grid-cols-2">
        <Meter label="Projects" used={projects.used} limit={projects.limit} />
        <Meter label="Seats" used={seats.used} limit={seats.limit} />
      </CardContent>
    </Card>
  );
}
