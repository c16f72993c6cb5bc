import type { Part } from "./case";

/// <reference types="vite/types/importMeta.d.ts" />

/** What the tests of every noun say about its operations. */
export const parts: Part[] = Object.values(
  import.meta.glob<Part>(["/tests/*/isolation.ts", "!/tests/bench/**"], { eager: true }),
);
