import { Link } from "@/components/ui/link";
import { type Moment, RelativeTime } from "@/components/ui/relative-time";

type RecentProjectsProps = { projects: { id: string; name: string; href: string; changed: Moment }[] };

export function RecentProjects({ projects }: RecentProjectsProps) {
  return (
    <ul className="-my-2 divide-y">
      {projects.map(({ id, name, href, changed }) => (
        <li key={id} className="flex items-center justify-between gap-4 py-2">
          <Link
            href={href}
            prefetch={false}
            className="min-w-0 truncate rounded-sm font-medium underline-offset-4 hover:underline touch:flex touch:min-h-11 touch:items-center"
          >
            <bdi className="truncate">{name}</bdi>
          </Link>
          <span className="shrink-0 text-muted-foreground">
            <RelativeTime moment={changed} />
          </span>
        </li>
      ))}
    </ul>
  );
}
