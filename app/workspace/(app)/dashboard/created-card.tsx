import { BarChart } from "@/components/ui/bar-chart";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { formatShortDay } from "@/lib/platform/date";

/** `startsAt` is the Monday, 00:00 UTC. */
type Week = { startsAt: Date; total: number };

export function CreatedCard({ weeks }: { weeks: Week[] }) {
  const sum = weeks.reduce((before, { total }) => before + total, 0);
  const most = Math.max(...weeks.map(({ total }) => total));
  return (
    <Card>
      <CardHeader>
        <CardTitle>New projects</CardTitle>
        <CardDescription>Created per week, over the last {weeks.length} weeks</CardDescription>
      </CardHeader>
      <CardContent>
        <BarChart
          title="Projects created per week"
          description={`${sum} in ${weeks.length} weeks; ${most} in the busiest one.`}
          columns={["Week of", "Projects"]}
          bars={weeks.map(({ startsAt, total }) => ({ label: formatShortDay(startsAt), total }))}
        />
      </CardContent>
    </Card>
  );
}
