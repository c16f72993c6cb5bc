import { readdir, readFile } from "node:fs/promises";

export interface Route {
  /** As the build names it, such as `/workspace/projects/[id]`. */
  name: string;
  /** The address it answers at, below the host of its kind. */
  path: string;
  kind: "site" | "workspace" | "console" | "bare";
  isPage: boolean;
  /** Whether only a member sees it: it stands in the `(app)` of its kind. */
  isInside: boolean;
}

const samples: Record<string, string> = {
  token: "a".repeat(43),
  id: `prj_${"0".repeat(26)}`,
  number: "INV-202601-000001",
};

/** Every route of the build under test, so that a new one cannot be forgotten; what answers for all others is none. */
export async function routes(): Promise<Route[]> {
  const manifest: Record<string, string> = JSON.parse(
    await readFile(".next/app-path-routes-manifest.json", "utf8"),
  );
  return Object.entries(manifest)
    .filter(([, name]) => !name.startsWith("/_") && !name.includes("[..."))
    .map(([file, name]) => {
      const [, folder = "", rest = ""] = /^\/(site|workspace|console)(\/.*)?$/.exec(name) ?? [];
      const path = folder ? rest || "/" : name;
      return {
        name,
        kind: kindOf(folder),
        isPage: file.endsWith("/page"),
        isInside: file.includes("/(app)/"),
        path: path.replace(/\[(\w+)\]/g, (_, part) => samples[part] ?? "x"),
      };
    });
}

const kindOf = (folder: string): Route["kind"] =>
  folder === "site" || folder === "workspace" || folder === "console" ? folder : "bare";

/** Whether an address below the host of its kind is one of a route's, and of no route without parts to fill in. */
export function isOf({ name, path }: Route, address: string): boolean {
  const bare = name.replace(/^\/(?:site|workspace|console)(?=\/)/, "");
  if (!bare.includes("[")) return address === path;
  return new RegExp(`^${bare.replace(/\[\w+\]/g, "[^/?#]+")}$`).test(address);
}

/** A script and a typeface of the build, as browsers load them. */
export async function staticFiles(): Promise<string[]> {
  const names = await readdir(".next/static", { recursive: true });
  const first = (ending: string) => names.find((name) => name.endsWith(ending));
  return [first(".js"), first(".css"), first(".woff2")].flatMap((name) =>
    name ? [`/_next/static/${name}`] : [],
  );
}

export interface ServerFunction {
  id: string;
  name: string;
  /** A page that carries it. */
  page: Route;
}

/** Every function a browser may call, with a page to call it on. */
export async function serverFunctions(): Promise<ServerFunction[]> {
  const manifest: { node: Record<string, { exportedName: string; workers: Record<string, unknown> }> } =
    JSON.parse(await readFile(".next/server/server-reference-manifest.json", "utf8"));
  const known = await routes();
  return Object.entries(manifest.node).flatMap(([id, { exportedName, workers }]) => {
    const pages = Object.keys(workers).map((worker) =>
      worker
        .replace(/^app/, "")
        .replace(/\/page$/, "")
        .replace(/\/\([^)]+\)/g, ""),
    );
    const page = known.find(({ name }) => pages.includes(name));
    return page ? [{ id, name: exportedName, page }] : [];
  });
}
