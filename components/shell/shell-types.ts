/** `href` is a path inside the workspace ("/projects"); the shell puts the base path before it. */
export type NavigationItem = { href: string; label: string };

/** `basePath` is "" on the workspace's own host and "/t/<slug>" where one host serves all of them. */
export type ShellWorkspace = { name: string; slug: string; planName: string; basePath: string };

export type ShellViewer = { name: string; email: string; role: string };

/** `href` is absolute: another workspace lives on another host. */
export type WorkspaceLink = { name: string; slug: string; href: string; isCurrent: boolean };

export type SearchResult = { id: string; title: string; href: string };

/** Finds things in this workspace by their words; results carry complete hrefs. */
export type Search = (query: string) => Promise<SearchResult[]>;

export type Command = { href: string; label: string };
