import { useTranslations } from "#translations";
import { EndSessionButton } from "@/components/auth/end-session-button";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmForm } from "@/components/ui/confirm-form";
import { ActionForm } from "@/components/ui/form";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";
import { revokeOtherSessionsAction, revokeSessionAction } from "@/lib/auth/actions";

export interface ShownSession {
  id: string;
  device: string;
  /** Null for the root domain. */
  workspaceName: string | null;
  ip: string | null;
  lastSeen: Moment;
  isCurrent: boolean;
}

/**
 * Where a person is signed in, newest use first, each with a button that ends it. One form round all of them: a form of its
 * own would vanish with its row before it could say that it worked.
 */
export function SessionList({ sessions }: { sessions: ShownSession[] }) {
  return (
    <>
      <ActionForm action={revokeSessionAction} className="grid gap-3">
        <ul className="divide-y border-t">
          {sessions.map((session) => (
            <SessionItem key={session.id} {...session} />
          ))}
        </ul>
      </ActionForm>
      <EndOthers hasOthers={sessions.length > 1} />
    </>
  );
}

function SessionItem({ id, device, workspaceName, ip, lastSeen, isCurrent }: ShownSession) {
  const t = useTranslations("auth.account");
  return (
    <li className="flex items-center justify-between gap-4 py-3">
      <div className="min-w-0 text-sm">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {device}
          {isCurrent ? <Badge variant="brand">{t("thisSession")}</Badge> : null}
        </p>
        <p className="mt-0.5 text-muted-foreground">
          {[workspaceName ?? t("allWorkspaces"), ip].filter(Boolean).join(" · ")}
          {" · "}
          <RelativeTime moment={lastSeen} />
        </p>
      </div>
      {isCurrent ? null : (
        <EndSessionButton id={id} label={t("endOf", { device })}>
          {t("end")}
        </EndSessionButton>
      )}
    </li>
  );
}

function EndOthers({ hasOthers }: { hasOthers: boolean }) {
  const t = useTranslations("auth.account");
  return (
    <ConfirmForm
      trigger={
        <Button variant="outline" className="mt-2" disabled={!hasOthers}>
          {t("endOthers")}
        </Button>
      }
      title={t("endOthersTitle")}
      description={t("endOthersHint")}
      confirmLabel={t("endSessions")}
      action={revokeOtherSessionsAction}
    />
  );
}
