/// <reference types="vite/types/importMeta.d.ts" />
import type { Command } from "@/lib/core/command";
import type { PlatformCommand } from "@/lib/core/platform-command";
import type { Query } from "@/lib/core/query";

export type Declared = Command | Query | PlatformCommand;

const kinds = new Set(["command", "query", "platform-command"]);

// Left out: entry points, and next-auth, which only a bundler can load. None of them declares a verb.
const modules = import.meta.glob<Record<string, unknown>>(
  ["/lib/**/*.ts", "!/lib/*/actions.ts", "!/lib/entry/**/*.ts", "!/lib/auth/next-auth.ts"],
  { eager: true },
);

/** Every command, query and platform command the product exports, with where it stands. */
export const declared: { path: string; verb: Declared }[] = Object.entries(modules).flatMap(
  ([path, module]) =>
    Object.values(module)
      .filter(isDeclared)
      .map((verb) => ({ path, verb })),
);

function isDeclared(value: unknown): value is Declared {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    typeof value.kind === "string" &&
    kinds.has(value.kind)
  );
}

export const platformCommands = declared.flatMap(({ verb }) =>
  verb.kind === "platform-command" ? [verb] : [],
);
export const tenantVerbs = declared.flatMap(({ verb }) => (verb.kind === "platform-command" ? [] : [verb]));
