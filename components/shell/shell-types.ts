import type { ReactNode } from "react";
import type { Permission, Role } from "@/lib/core/permissions";

export type ShellWorkspace = {
  name: string;
  slug: string;
  picture: string | null;
  planName: string;
  isReadOnly: boolean;
};

export type ShellViewer = {
  name: string;
  email: string;
  picture: string | null;
  role: Role;
  /** What the sidebar and the palette may offer. */
  may: Permission[];
};

/** `href` is absolute: another workspace lives on another host. */
export type WorkspaceLink = {
  name: string;
  slug: string;
  picture: string | null;
  href: string;
  isCurrent: boolean;
};

/** `href` is a path inside the workspace, `note` what tells two of the same title apart. */
export type SearchResult = { id: string; title: string; note?: string; href: string };

/** Finds things in this workspace by their words. */
export type Search = (query: string) => Promise<SearchResult[]>;

/** What the palette may search; a kind the viewer may not see is left out. */
export type Searches = { projects?: Search; people?: Search };

/** All that stands round a page. */
export type ShellProps = {
  workspace: ShellWorkspace;
  viewer: ShellViewer;
  workspaces: WorkspaceLink[];
  createWorkspaceHref?: string;
  /** Whom to write to for help. */
  contact: string;
  searches: Searches;
  /** Above the page, across its width: a Banner. */
  banner?: ReactNode;
  /** At the right of the top bar: notifications. */
  actions?: ReactNode;
};
