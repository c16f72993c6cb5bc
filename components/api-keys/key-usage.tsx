import type { z } from "zod";
import { useFormats, useTranslations } from "#translations";
import { BarChart } from "@/components/ui/bar-chart";
import { CardSection } from "@/components/ui/card-section";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { apiKeyUsage } from "@/lib/api-keys/schema";

/** What a key called in thirty days: by day as bars, by operation as figures. */
export function KeyUsage({ days, operations }: z.output<typeof apiKeyUsage>) {
  const t = useTranslations("apiKeys.usage");
  const { number, shortDay } = useFormats();
  const calls = days.reduce((sum, day) => sum + day.calls, 0);
  const most = Math.max(0, ...days.map((day) => day.calls));
  return (
    <CardSection title={t("title")} description={calls > 0 ? t("description") : t("none")}>
      {calls > 0 ? (
        <div className="grid grid-cols-1 gap-6">
          <BarChart
            title={t("chart")}
            description={t("summary", { calls, most })}
            columns={[t("day"), t("calls")]}
            bars={days.map(({ day, calls: total }) => ({ label: shortDay(new Date(day)), total }))}
            fewest={14}
            format={number}
          />
          <Table label={t("byOperation")}>
            <TableHeader>
              <TableRow>
                <TableHead className="w-full">{t("operation")}</TableHead>
                <TableHead className="text-right">{t("calls")}</TableHead>
                <TableHead className="text-right">{t("errors")}</TableHead>
                <TableHead className="text-right">{t("average")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {operations.map((one) => (
                <TableRow key={one.operation}>
                  <TableCell>
                    <code className="text-xs">{one.operation}</code>
                  </TableCell>
                  <TableCell className="text-right tabular-nums">{number(one.calls)}</TableCell>
                  <TableCell className="text-right tabular-nums">{number(one.errors)}</TableCell>
                  <TableCell className="whitespace-nowrap text-right tabular-nums">
                    {one.averageMs === null ? "–" : t("ms", { ms: one.averageMs })}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      ) : null}
    </CardSection>
  );
}
