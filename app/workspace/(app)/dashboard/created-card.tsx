import { useFormats, useTranslations } from "#translations";
import { BarChart } from "@/components/ui/bar-chart";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";

/** `startsAt` is the Monday, 00:00 UTC. */
type Week = { startsAt: Date; total: number };

export function CreatedCard({ weeks }: { weeks: Week[] }) {
  const t = useTranslations("dashboard.created");
  const { shortDay } = useFormats();
  const sum = weeks.reduce((before, { total }) => before + total, 0);
  const most = Math.max(...weeks.map(({ total }) => total));
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <CardDescription>{t("description", { weeks: weeks.length })}</CardDescription>
      </CardHeader>
      <CardContent>
        <BarChart
          title={t("chart")}
          description={t("summary", { sum, weeks: weeks.length, most })}
          columns={[t("week"), t("projects")]}
          bars={weeks.map(({ startsAt, total }) => ({ label: shortDay(startsAt), total }))}
        />
      </CardContent>
    </Card>
  );
}
