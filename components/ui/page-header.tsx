import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** Next to the title: what changes it, in whose place it stands while it is open. */
  edit?: ReactNode;
  description?: ReactNode;
  /** Above the title: a Breadcrumb. */
  breadcrumb?: ReactNode;
  actions?: ReactNode;
};

/** The page's one h1, and what can be done here. */
export function PageHeader({ title, description, breadcrumb, edit, actions }: PageHeaderProps) {
  return (
    <header data-slot="page-header" className="mb-6 grid gap-2">
      {breadcrumb}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="group/edit flex items-start gap-2">
            <h1 className="min-w-0 wrap-anywhere font-semibold text-xl tracking-[-0.015em] group-has-[details[open]]/edit:sr-only">
              {title}
            </h1>
            {edit}
          </div>
          {description ? <p className="mt-1 max-w-2xl text-muted-foreground text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
