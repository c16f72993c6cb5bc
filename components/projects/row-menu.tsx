"use client";

import { Archive, ArchiveRestore, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "#translations";
import type { RowMenuProps } from "@/components/projects/listed-project";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { MenuButton } from "@/components/ui/menu-button";

type MenuProps = RowMenuProps & { label: string; isArchived: boolean };

/** The menu of the row that asked for it. It opens as it appears and stays, closed, to take the focus back. */
export default function RowMenu({ label, isArchived, onMove, onRename, onDelete }: MenuProps) {
  const t = useTranslations("projects");
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <MenuButton label={label} />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {onRename ? (
          <DropdownMenuItem onSelect={onRename}>
            <Pencil aria-hidden />
            {t("rename")}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={onMove}>
          {isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
          {t(isArchived ? "restore" : "archive")}
        </DropdownMenuItem>
        {onDelete ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={onDelete}>
              <Trash2 aria-hidden />
              {t("delete")}
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
