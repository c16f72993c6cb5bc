import { type Week, WeeklyChart } from "@/components/projects/weekly-chart";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";

export function CreatedCard({ weeks }: { weeks: Week[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>New projects</CardTitle>
        <CardDescription>Created per week, over the last {weeks.length} weeks</CardDescription>
      </CardHeader>
      <CardContent>
        <WeeklyChart weeks={weeks} noun="Projects" />
      </CardContent>
    </Card>
  );
}
