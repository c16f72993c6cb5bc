import path from "node:path";

export const folder = ".local/screenshots";

/** How each page is looked at. */
export const views = (["light", "dark"] as const).flatMap((colorScheme) =>
  [
    { width: 1366, height: 768 },
    { width: 390, height: 844 },
  ].map((viewport) => ({ colorScheme, viewport, name: `${viewport.width}-${colorScheme}` })),
);

/** Where the picture of a page lies: `workspace-settings-billing/390-dark.png`. */
export const pictureOf = (page: string, view: string): string =>
  path.join(folder, "pages", page.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "root", `${view}.png`);
