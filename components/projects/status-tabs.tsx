import { useTranslations } from "#translations";
import { type ListView, listHref } from "@/components/projects/list-view";
import { Link } from "@/components/ui/link";

type StatusTabsProps = {
  view: ListView;
  counts: { active: number; archived: number };
};

/** Active, archived or all; each is an address of its own. While a search narrows the list, totals would mislead. */
export function StatusTabs({ view, counts }: StatusTabsProps) {
  const t = useTranslations("projects");
  const totals = { ...counts, all: counts.active + counts.archived };
  return (
    <nav aria-label={t("byStatus")}>
      <ul className="flex gap-5">
        {(["active", "archived", "all"] as const).map((status) => (
          <li key={status}>
            <Link
              href={listHref({ ...view, status })}
              prefetch={false}
              aria-current={status === view.status ? "page" : undefined}
              className="-mb-px flex h-10 items-center gap-1.5 border-transparent border-b-2 font-medium text-muted-foreground text-sm hover:text-foreground focus-visible:outline-offset-[-2px] aria-[current=page]:border-primary aria-[current=page]:text-foreground touch:h-11"
            >
              {t(status)}
              {view.search ? null : (
                <span className="font-normal text-muted-foreground text-xs tabular-nums">
                  {totals[status]}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
