import { useTranslations } from "#translations";
import { ListControls } from "@/components/projects/list-controls";
import type { ListView } from "@/components/projects/list-view";
import { StatusTabs } from "@/components/projects/status-tabs";

type ToolbarProps = {
  view: ListView;
  counts: { active: number; archived: number };
  /** How many rows the page shows; said aloud while somebody searches. */
  found: number;
};

export function Toolbar({ view, counts, found }: ToolbarProps) {
  const t = useTranslations("projects");
  return (
    <div className="flex flex-wrap-reverse items-end justify-between gap-x-6 gap-y-3 border-b md:flex-nowrap">
      <StatusTabs view={view} counts={counts} />
      <div className="max-md:w-full md:pb-2">
        <ListControls view={view} />
      </div>
      <p role="status" className="sr-only">
        {view.search ? t("found", { count: found, search: view.search }) : null}
      </p>
    </div>
  );
}
