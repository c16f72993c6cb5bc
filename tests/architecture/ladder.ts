import { nouns as declared } from "@/lib/nouns";

/** The folders of lib that hold a part of the product, in the order in which they may know each other. */
export const nouns = declared.map(({ name }) => name);

interface Row {
  name: string;
  holds(path: string): boolean;
}

const nounOf = (path: string): string | undefined => /^lib\/([^/]+)\//.exec(path)?.[1];
const isAction = (path: string) => /^lib\/[^/]+\/actions\.ts$/.test(path);
const starts = (...prefixes: string[]) => ({
  holds: (path: string) => prefixes.some((prefix) => path.startsWith(prefix)),
});

/** Each row may import itself and the rows above it. */
const rows: Row[] = [
  { name: "the foundation", ...starts("env.ts", "lib/platform/", "messages/", "emails/") },
  { name: "db", ...starts("db/") },
  { name: "lib/core", ...starts("lib/core/") },
  ...nouns.map((noun) => ({
    name: `lib/${noun}`,
    holds: (path: string) => nounOf(path) === noun && !isAction(path),
  })),
  { name: "the list of nouns", ...starts("lib/nouns.ts", "lib/describe-event.ts") },
  { name: "lib/api", ...starts("lib/api/") },
  { name: "lib/entry", ...starts("lib/entry/") },
  { name: "server actions", holds: isAction },
  { name: "components", ...starts("components/") },
  { name: "app, cli and tests", holds: (path) => !path.startsWith("lib/") },
];

/** Where a file stands on the ladder. Throws for a folder of `lib` that has no place yet. */
export function rowOf(path: string): { rank: number; name: string } {
  const rank = rows.findIndex((row) => row.holds(path));
  const row = rows[rank];
  if (!row)
    throw new Error(
      `${path} has no place: give it a noun.ts and list that in lib/nouns.ts, after those it needs.`,
    );
  return { rank, name: row.name };
}
