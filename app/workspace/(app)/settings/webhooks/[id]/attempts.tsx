import { CardSection } from "@/components/ui/card-section";
import { momentOf } from "@/components/ui/moment";
import { RelativeTime } from "@/components/ui/relative-time";
import { currentFormats, getTranslations } from "@/lib/entry/language";
import { read } from "@/lib/entry/page";
import { getDelivery } from "@/lib/webhooks/queries";

type AttemptsProps = { id: string; deliveryId: string };

/** Every request of one delivery: what was answered, and how fast. */
export async function Attempts({ id, deliveryId }: AttemptsProps) {
  const { type, eventId, history } = await read(getDelivery, { id, deliveryId });
  const [t, formats] = await Promise.all([getTranslations("webhooks.log"), currentFormats()]);
  return (
    <CardSection title={type} description={eventId}>
      {history.length === 0 ? <p className="text-muted-foreground text-sm">{t("noAttempts")}</p> : null}
      <ol className="grid gap-3">
        {history.map((one) => (
          <li key={one.id} className="grid gap-2 border-t pt-3 first:border-0 first:pt-0">
            <p className="flex flex-wrap gap-x-4 text-sm tabular-nums">
              <span className="font-medium">{one.status ?? t("unanswered")}</span>
              <span className="text-muted-foreground">{t("took", { ms: one.durationMs })}</span>
              <span className="text-muted-foreground">
                <RelativeTime moment={momentOf(one.createdAt, formats)} />
              </span>
            </p>
            {one.answer ? (
              <pre className="wrap-anywhere whitespace-pre-wrap rounded-md bg-muted p-3 font-mono text-xs">
                {one.answer}
              </pre>
            ) : null}
          </li>
        ))}
      </ol>
    </CardSection>
  );
}
