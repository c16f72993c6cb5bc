/** `href` is a path inside the workspace: "/projects". */
export type NavigationItem = { href: string; label: string };

export type ShellWorkspace = { name: string; slug: string; planName: string };

export type ShellViewer = { name: string; email: string; role: string };

/** `href` is absolute: another workspace lives on another host. */
export type WorkspaceLink = { name: string; slug: string; href: string; isCurrent: boolean };

export type SearchResult = { id: string; title: string; href: string };

/** Finds things in this workspace by their words; their hrefs are paths inside it. */
export type Search = (query: string) => Promise<SearchResult[]>;

export type Command = { href: string; label: string };
