import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { Link } from "@/components/ui/link";

type Crumb = { label: string; href?: string };

/** The way down to this page; the last crumb is the page itself and carries no link. */
export function Breadcrumbs({ items }: { items: Crumb[] }) {
  return (
    <nav data-slot="breadcrumb" aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-1 text-muted-foreground text-sm">
        {items.map((item, index) => (
          <Fragment key={item.label}>
            {index > 0 ? (
              <li aria-hidden>
                <ChevronRight className="size-3.5" />
              </li>
            ) : null}
            <li className="min-w-0 max-w-64 truncate">
              {item.href ? (
                <Link
                  href={item.href}
                  className="rounded-sm hover:text-foreground touch:inline-flex touch:min-h-11 touch:items-center"
                >
                  {item.label}
                </Link>
              ) : (
                <span aria-current="page">{item.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
