import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { nouns } from "@/lib/nouns";
import type { Part } from "./case";

export interface NounPart {
  noun: string;
  part: Part;
}

/** What the tests of every noun say about its operations, in the order in which the nouns may know each other. */
export async function loadParts(): Promise<NounPart[]> {
  const files = nouns
    .map(({ name }) => ({ noun: name, file: path.resolve(`tests/${name}/isolation.ts`) }))
    .filter(({ file }) => existsSync(file));
  return Promise.all(
    files.map(async ({ noun, file }) => ({ noun, part: await import(pathToFileURL(file).href) })),
  );
}
