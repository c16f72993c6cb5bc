import Link from "next/link";
import { RecentProjects } from "@/components/projects/recent-projects";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { momentOf } from "@/components/ui/moment";

type RecentCardProps = { projects: { id: string; name: string; updatedAt: Date }[]; basePath: string };

export function RecentCard({ projects, basePath }: RecentCardProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Recently changed</CardTitle>
        <CardAction>
          <Button asChild variant="ghost" size="sm" className="-my-1 -mr-2">
            <Link href={`${basePath}/projects`}>All projects</Link>
          </Button>
        </CardAction>
      </CardHeader>
      <CardContent>
        {projects.length > 0 ? (
          <RecentProjects
            projects={projects.map(({ id, name, updatedAt }) => ({
              id,
              name,
              href: `${basePath}/projects/${id}`,
              changed: momentOf(updatedAt),
            }))}
          />
        ) : (
          <p className="text-muted-foreground">Every project is archived.</p>
        )}
      </CardContent>
    </Card>
  );
}
