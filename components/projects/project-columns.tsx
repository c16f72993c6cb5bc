"use client";

import type { MouseEvent } from "react";
import type { Column } from "@/components/lists/list-table";
import type { ListedProject } from "@/components/projects/listed-project";
import { Badge, StatusBadge } from "@/components/ui/badge";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Translate } from "@/lib/platform/translate";

interface Links {
  hrefOf: (id: string) => string;
  /** Goes there without loading the whole document. */
  follow: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** What the list says of a project. */
export const projectColumns = (
  t: Translate<"projects">,
  { hrefOf, follow }: Links,
): Column<ListedProject>[] => [
  {
    ...{ key: "name", head: t("name"), sort: "name", className: "w-full sm:min-w-36" },
    cell: ({ id, name, teaser, isReadOnly }) => (
      <>
        <a href={hrefOf(id)} onClick={follow}>
          <bdi>{name}</bdi>
        </a>
        {isReadOnly ? <Badge className="sm:ml-2">{t("readOnly")}</Badge> : null}
        {teaser ? (
          <bdi className="line-clamp-1 wrap-anywhere text-[0.8125rem] text-muted-foreground">{teaser}</bdi>
        ) : null}
      </>
    ),
  },
  {
    ...{ key: "status", head: t("status"), sort: "status" },
    cell: ({ isArchived }) => (
      <StatusBadge variant={isArchived ? "default" : "success"}>
        {t(isArchived ? "archived" : "active")}
      </StatusBadge>
    ),
  },
  {
    ...{ key: "createdBy", head: t("createdBy"), className: "max-lg:hidden" },
    cell: ({ createdBy }) => (
      <span className="flex items-center gap-2">
        <IdentityAvatar name={createdBy} className="size-6 text-[0.5625rem]" />
        <bdi className="max-w-40 truncate">{createdBy}</bdi>
      </span>
    ),
  },
  {
    ...{ key: "changed", head: t("changed"), sort: "updatedAt" },
    cell: ({ changed }) => <RelativeTime moment={changed} />,
  },
];
