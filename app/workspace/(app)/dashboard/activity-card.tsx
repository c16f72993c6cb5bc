import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { EventList } from "@/components/audit/event-list";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { listEvents } from "@/lib/audit/queries";
import { currentFormats, currentLanguage, getTranslations } from "@/lib/entry/language";
import { read } from "@/lib/entry/page";
import { listMemberNames } from "@/lib/members/queries";
import { eventLine } from "../event-line";

const shown = 10;

/** The last things that were done, for who may read the audit log. Signing in is no news, and a refusal none for here. */
export async function ActivityCard() {
  const [{ items }, people, t, language, formats] = await Promise.all([
    read(listEvents, { risk: "none" }),
    read(listMemberNames, {}),
    getTranslations("dashboard.activity"),
    currentLanguage(),
    currentFormats(),
  ]);
  const pictures = new Map(people.map(({ userId, picture }) => [userId, picture]));
  const done = items.filter(({ type }) => !type.startsWith("session.")).slice(0, shown);
  return (
    <ActivityFrame
      action={
        <Button asChild variant="ghost" size="sm" className="-my-1 -mr-2">
          <Link href="/settings/audit">{t("all")}</Link>
        </Button>
      }
    >
      {done.length > 0 ? (
        <EventList
          events={done.map((event) => ({
            ...eventLine(event, language, formats),
            picture: pictures.get(event.actorId ?? ""),
          }))}
        />
      ) : (
        <p className="text-muted-foreground">{t("nothing")}</p>
      )}
    </ActivityFrame>
  );
}

export function ActivitySkeleton() {
  return (
    <ActivityFrame>
      <div aria-busy className="grid gap-4">
        {[1, 2, 3, 4].map((line) => (
          <Skeleton key={line} className="h-9" />
        ))}
      </div>
    </ActivityFrame>
  );
}

function ActivityFrame({ action, children }: { action?: ReactNode; children: ReactNode }) {
  const t = useTranslations("dashboard.activity");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        {action ? <CardAction>{action}</CardAction> : null}
      </CardHeader>
      <CardContent>{children}</CardContent>
    </Card>
  );
}
