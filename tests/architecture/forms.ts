import type { Command } from "@/lib/core/operation";
import type { Permission } from "@/lib/core/permissions";
import { operations } from "@/lib/nouns";
import { inFolder, type Source } from "./sources";

const files = new Map(inFolder("app/", "components/").map((file) => [file.path, file]));

/** `projects/new/page.tsx`, with everything of ours below it that may draw. */
export interface Page {
  path: string;
  /** Its own files in `app`, as one text: that is where a page asks who looks. */
  asks: string;
  /** All that it may draw, as one text. */
  draws: string;
}

/** Every page of a workspace's inside, as the build would find it. */
export const pages: Page[] = [...files.values()]
  .filter(({ path }) => /^app\/workspace\/\(app\)\/.*page\.tsx$/.test(path))
  .map(({ path }) => {
    const below = [...reachedFrom(path)];
    const textOf = (some: Source[]) => some.map(({ text }) => text).join("\n");
    return { path, asks: textOf(below.filter((one) => one.path.startsWith("app/"))), draws: textOf(below) };
  });

function reachedFrom(path: string, found = new Set<Source>()): Set<Source> {
  const file = files.get(path);
  if (!file || found.has(file)) return found;
  found.add(file);
  for (const { target, isOurs } of file.imports) if (isOurs) reachedFrom(target, found);
  return found;
}

/** What each operation is called in the code, by the name it declares. */
const declared = new Map(
  inFolder("lib/").flatMap(({ text }) =>
    [...text.matchAll(/export const (\w+) = \w+\(\{\s*name: "([^"]+)"/g)].map(
      ([, constant = "", name = ""]) => [constant, name] as const,
    ),
  ),
);

/** The server action over each command of a workspace, by the name that forms import. */
export const actions: (readonly [action: string, command: Command])[] = inFolder("lib/")
  .filter(({ path }) => path.endsWith("/actions.ts"))
  .flatMap(({ text }) => [...text.matchAll(/export const (\w+) = action\((\w+)/g)])
  .flatMap(([, action = "", constant = ""]) => {
    const operation = operations.get(declared.get(constant) ?? "");
    return operation?.kind === "command" ? [[action, operation] as const] : [];
  });

/** What a page may run that answers 403 to whoever lacks a permission, by its name in the code. */
export const doorsOf = (permission: Permission): string[] =>
  [...declared].flatMap(([constant, name]) => {
    const operation = operations.get(name);
    return operation && "permission" in operation && operation.permission === permission ? [constant] : [];
  });
