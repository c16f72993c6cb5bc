import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Above the title: a Breadcrumb. */
  breadcrumb?: ReactNode;
  actions?: ReactNode;
};

/** The page's one h1, and what can be done here. */
export function PageHeader({ title, description, breadcrumb, actions }: PageHeaderProps) {
  return (
    <header data-slot="page-header" className="mb-6 grid gap-2">
      {breadcrumb}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl tracking-[-0.015em]">{title}</h1>
          {description ? <p className="mt-1 max-w-2xl text-muted-foreground text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
