"use client";

import { Archive, ArchiveRestore, Pencil, Trash2 } from "lucide-react";
import type { RowMenuProps } from "@/components/projects/listed-project";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { MenuButton } from "@/components/ui/menu-button";

type MenuProps = RowMenuProps & { name: string; isArchived: boolean };

/** The menu of the row that asked for it. It opens as it appears and stays, closed, to take the focus back. */
export default function RowMenu({ name, isArchived, onMove, onRename, onDelete }: MenuProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <MenuButton name={name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {onRename ? (
          <DropdownMenuItem onSelect={onRename}>
            <Pencil aria-hidden />
            Rename
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={onMove}>
          {isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
          {isArchived ? "Restore" : "Archive"}
        </DropdownMenuItem>
        {onDelete ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={onDelete}>
              <Trash2 aria-hidden />
              Delete
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
