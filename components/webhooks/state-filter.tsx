import { useTranslations } from "#translations";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/platform/cn";
import { deliveryStatuses } from "@/lib/webhooks/values";

type State = (typeof deliveryStatuses)[number];

/** Narrows the log to one state; a link each, so that it works without scripts and can be sent to a colleague. */
export function StateFilter({ path, current }: { path: string; current?: State }) {
  const t = useTranslations("webhooks");
  const choices = [undefined, ...deliveryStatuses];
  return (
    <nav aria-label={t("log.filter")} className="mb-3 flex flex-wrap gap-1">
      {choices.map((state) => (
        <Link
          key={state ?? "all"}
          href={state ? `${path}?status=${state}` : path}
          aria-current={state === current ? "page" : undefined}
          className={cn(
            "rounded-md px-2.5 py-1 text-sm hover:bg-accent",
            state === current ? "bg-secondary font-medium" : "text-muted-foreground",
          )}
        >
          {state ? t(`state.${state}`) : t("log.all")}
        </Link>
      ))}
    </nav>
  );
}
