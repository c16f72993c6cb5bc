import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";

type ProjectFactsProps = { createdBy: string; created: Moment; changed: Moment };

export function ProjectFacts({ createdBy, created, changed }: ProjectFactsProps) {
  const t = useTranslations("projects");
  const here = useTranslations("project");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{here("details")}</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-2.5">
          <Fact label={t("createdBy")}>
            <bdi>{createdBy}</bdi>
          </Fact>
          <Fact label={t("created")}>
            <RelativeTime moment={created} />
          </Fact>
          <Fact label={t("changed")}>
            <RelativeTime moment={changed} />
          </Fact>
        </dl>
      </CardContent>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-muted-foreground">{label}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
