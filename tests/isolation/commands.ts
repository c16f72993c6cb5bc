import type { Operation, PlatformCommand, PlatformQuery } from "@/lib/core/operation";

/// <reference types="vite/types/importMeta.d.ts" />

const kinds = new Set(["command", "query", "platform-command", "platform-query"]);

// Left out: entry points, and next-auth, which only a bundler can load. None of them declares a verb.
const modules = import.meta.glob<Record<string, unknown>>(
  ["/lib/**/*.ts", "!/lib/*/actions.ts", "!/lib/entry/**/*.ts", "!/lib/auth/next-auth.ts"],
  { eager: true },
);

/** Every command, query and platform command the product exports, with where it stands. */
export const declared: { path: string; verb: Operation }[] = Object.entries(modules).flatMap(
  ([path, module]) =>
    Object.values(module)
      .filter(isDeclared)
      .map((verb) => ({ path, verb })),
);

function isDeclared(value: unknown): value is Operation {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    typeof value.kind === "string" &&
    kinds.has(value.kind)
  );
}

const isOfPlatform = (verb: Operation): verb is PlatformCommand | PlatformQuery => "audience" in verb;

export const platformOperations = declared.flatMap(({ verb }) => (isOfPlatform(verb) ? [verb] : []));
export const tenantVerbs = declared.flatMap(({ verb }) => (isOfPlatform(verb) ? [] : [verb]));

/** For `test.each`: a title for each. */
export const byName = <V extends { name: string }>(verbs: V[]) =>
  verbs.map((verb) => [verb.name, verb] as const);
