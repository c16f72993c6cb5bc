import { ScrollText, SearchX } from "lucide-react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";

export function NothingLogged({ isFiltered, allHref }: { isFiltered: boolean; allHref: string }) {
  const t = useTranslations("audit.empty");
  return (
    <Card>
      {isFiltered ? (
        <EmptyState
          icon={SearchX}
          title={t("noneFound")}
          description={t("noneFoundHint")}
          action={
            <Button asChild variant="outline">
              <Link href={allHref}>{t("showAll")}</Link>
            </Button>
          }
        />
      ) : (
        <EmptyState icon={ScrollText} title={t("none")} description={t("noneHint")} />
      )}
    </Card>
  );
}
