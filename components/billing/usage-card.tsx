import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import type { OutputOf } from "@/lib/core/operation";
import type { listLimits } from "@/lib/entitlements/list-limits";

export function UsageCard({ projects, seats }: OutputOf<typeof listLimits>) {
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
