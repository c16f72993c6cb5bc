import { SearchX } from "lucide-react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";

/** There is always one member, so an empty list is a search that found nobody. */
export function NobodyFound({ search, allHref }: { search: string; allHref: string }) {
  const t = useTranslations("members.list");
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title={search ? t("nobody", { search }) : t("nobodyInRole")}
        description={search ? t("nobodyHint") : undefined}
        action={
          <Button asChild variant="outline">
            <Link href={allHref}>{t("everybody")}</Link>
          </Button>
        }
      />
    </Card>
  );
}
