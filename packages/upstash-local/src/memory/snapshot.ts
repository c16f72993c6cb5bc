import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Entry, Keyspace } from "./keyspace.js";

const common = { key: z.string(), expiresAt: z.number().nullable() };

/** Collections as JSON arrays: a hash or sorted set as pairs. */
const savedEntry = z.discriminatedUnion("kind", [
  z.object({ ...common, kind: z.literal("string"), value: z.string() }),
  z.object({ ...common, kind: z.literal("list"), value: z.array(z.string()) }),
  z.object({ ...common, kind: z.literal("set"), value: z.array(z.string()) }),
  z.object({ ...common, kind: z.literal("hash"), value: z.array(z.tuple([z.string(), z.string()])) }),
  z.object({ ...common, kind: z.literal("zset"), value: z.array(z.tuple([z.string(), z.number()])) }),
]);
type SavedEntry = z.infer<typeof savedEntry>;

/** Fills `db` from the file; a missing one, or one that cannot be read, leaves it empty: caches may be lost. */
export async function load(db: Keyspace, file: string, log: (line: string) => void): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return;
  try {
    for (const entry of z.array(savedEntry).parse(JSON.parse(text))) revive(db, entry);
  } catch {
    log(`${file} cannot be read: starting with an empty Redis`);
  }
}

/** Written beside and renamed, so that a kill never leaves half a file. */
export async function save(db: Keyspace, file: string): Promise<void> {
  const saved = Array.from(db, ([key, entry]) => ({ key, ...entry, value: plain(entry) }));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(saved), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

const plain = ({ value }: Entry) => (typeof value === "string" || Array.isArray(value) ? value : [...value]);

function revive(db: Keyspace, { key, expiresAt, ...saved }: SavedEntry): void {
  switch (saved.kind) {
    case "string":
      db.put(key, saved.kind, saved.value, expiresAt);
      break;
    case "list":
      db.put(key, saved.kind, saved.value, expiresAt);
      break;
    case "set":
      db.put(key, saved.kind, new Set(saved.value), expiresAt);
      break;
    case "hash":
      db.put(key, saved.kind, new Map(saved.value), expiresAt);
      break;
    case "zset":
      db.put(key, saved.kind, new Map(saved.value), expiresAt);
      break;
  }
}
