import { useFormats, useTranslations } from "#translations";
import { RecentProjects } from "@/components/projects/recent-projects";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { momentOf } from "@/components/ui/moment";

type RecentCardProps = { projects: { id: string; name: string; updatedAt: Date }[] };

export function RecentCard({ projects }: RecentCardProps) {
  const t = useTranslations("dashboard.recent");
  const formats = useFormats();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <CardAction>
          <Button asChild variant="ghost" size="sm" className="-my-1 -mr-2">
            <Link href="/projects">{t("all")}</Link>
          </Button>
        </CardAction>
      </CardHeader>
      <CardContent>
        {projects.length > 0 ? (
          <RecentProjects
            projects={projects.map(({ id, name, updatedAt }) => ({
              id,
              name,
              href: `/projects/${id}`,
              changed: momentOf(updatedAt, formats),
            }))}
          />
        ) : (
          <p className="text-muted-foreground">{t("nothing")}</p>
        )}
      </CardContent>
    </Card>
  );
}
