import { lazy, type MouseEvent, Suspense } from "react";
import type { ListedProject, RowMenuProps } from "@/components/projects/listed-project";
import { Badge } from "@/components/ui/badge";
import { MenuButton } from "@/components/ui/menu-button";
import { RelativeTime } from "@/components/ui/relative-time";

/** For the body of the table: the look of its rows, said once for all of them. */
export const rowClasses = [
  "[&_tr]:border-b [&_tr:last-child]:border-0 [&_tr]:hover:bg-muted/60",
  "[&_td]:h-12 [&_td]:px-4 [&_td]:py-2 [&_td:first-child]:min-w-36",
  "[&_td:nth-child(n+2)]:text-muted-foreground [&_td:nth-child(2)]:max-lg:hidden [&_td:nth-child(3)]:whitespace-nowrap",
  "[&_td:nth-child(2)_bdi]:block [&_td:nth-child(2)_bdi]:w-72 [&_td:nth-child(2)_bdi]:truncate",
  "[&_a]:rounded-sm [&_a]:font-medium [&_a]:wrap-anywhere [&_a]:underline-offset-4 [&_a]:hover:underline",
  "[&_a]:touch:inline-flex [&_a]:touch:min-h-11 [&_a]:touch:items-center",
  "[&_td:nth-child(4)]:pr-2 [&_td:nth-child(4)]:pl-0 [&_td:nth-child(4)]:text-right",
  "[&_button]:inline-grid [&_button]:size-8 [&_button]:place-items-center [&_button]:rounded-md [&_button]:text-foreground",
  "[&_button]:hover:bg-accent [&_button]:aria-expanded:bg-accent [&_button]:touch:size-11",
].join(" ");

type ProjectRowProps = {
  project: ListedProject;
  href: string;
  /** Goes there without loading the whole document. */
  onFollow: (event: MouseEvent<HTMLAnchorElement>) => void;
  isMarked: boolean;
  /** Null for who may only read. */
  menu: (RowMenuProps & { isWanted: boolean; onWant: () => void }) | null;
};

/** Loaded before it is drawn: what cannot be loaded must not take the page down. */
export const loadMenu = () => import("@/components/projects/row-menu");
const RowMenu = lazy(loadMenu);

/** A guess that it will be wanted; whether it can be loaded is asked again when it is. */
const foresee = () => loadMenu().catch(() => undefined);

/** Bare elements, dressed by the table's body: what is drawn 25 times per request must cost next to nothing. */
export function ProjectRow({ project, href, onFollow, isMarked, menu }: ProjectRowProps) {
  const { name, teaser, changed } = project;
  return (
    <tr>
      <td>
        <a href={href} onClick={onFollow}>
          <bdi>{name}</bdi>
        </a>
        {isMarked ? <Badge className="sm:ml-2">Archived</Badge> : null}
        {project.isReadOnly ? <Badge className="sm:ml-2">Read-only</Badge> : null}
      </td>
      <td>
        <bdi>{teaser}</bdi>
      </td>
      <td>
        <RelativeTime moment={changed} />
      </td>
      {menu ? (
        <td>
          {menu.isWanted ? (
            <Suspense fallback={<MenuButton name={name} />}>
              <RowMenu name={name} isArchived={project.isArchived} {...menu} />
            </Suspense>
          ) : (
            <MenuButton name={name} onClick={menu.onWant} onPointerEnter={foresee} onFocus={foresee} />
          )}
        </td>
      ) : null}
    </tr>
  );
}
