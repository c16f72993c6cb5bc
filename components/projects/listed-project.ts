import type { Moment } from "@/components/ui/relative-time";

/** What a row shows and its dialogs need, ready to be read. */
export interface ListedProject {
  id: string;
  name: string;
  teaser: string;
  isArchived: boolean;
  isReadOnly: boolean;
  createdBy: string;
  version: number;
  changed: Moment;
}

export interface RowMenuProps {
  onMove: () => void;
  /** Null for what can only be read. */
  onRename: (() => void) | null;
  /** Null for who may not delete. */
  onDelete: (() => void) | null;
}

/** What a dialog of the list is for. */
export type ProjectDeed = "rename" | "delete";

/** Several of them that are to be deleted. */
export type ChosenProjects = Pick<ListedProject, "id" | "name">[];
