import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { EventList } from "@/components/audit/event-list";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { currentFormats, currentLanguage, getTranslations } from "@/lib/entry/language";
import { read } from "@/lib/entry/page";
import { projectHistory } from "@/lib/projects/queries";
import { eventLine } from "../../event-line";

/** What happened to the project. It may come a moment after the rest of the page. */
export async function HistoryCard({ id }: { id: string }) {
  const [t, events, language, formats] = await Promise.all([
    getTranslations("project"),
    read(projectHistory, { id }),
    currentLanguage(),
    currentFormats(),
  ]);
  return (
    <HistoryFrame>
      {events.length > 0 ? (
        <EventList
          events={events.map((event) =>
            eventLine({ ...event, subjectLabel: nameThen(event) }, language, formats),
          )}
        />
      ) : (
        <p className="text-muted-foreground">{t("nothingRecorded")}</p>
      )}
    </HistoryFrame>
  );
}

export function HistorySkeleton() {
  return (
    <HistoryFrame>
      <div aria-busy className="grid gap-4">
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    </HistoryFrame>
  );
}

function HistoryFrame({ children }: { children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{useTranslations("project")("history")}</CardTitle>
      </CardHeader>
      <CardContent>{children}</CardContent>
    </Card>
  );
}

/** On the project's own page its name says something only where the name changed. */
const nameThen = ({ type, subjectLabel }: { type: string; subjectLabel: string | null }) =>
  type === "project.renamed" ? subjectLabel : null;
