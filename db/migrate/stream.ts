import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";

export type Stream = "platform" | "tenant";

interface Migration {
  tag: string;
  /** Of its text with the line breaks of this repository, however the file was checked out. */
  hash: string;
  /** What a database may remember that was migrated from a Windows checkout when its breaks still counted. */
  hashOfWindows: string;
  statements: string[];
}

const ours = path.join(process.cwd(), "db", "migrations");

/** Applies what is new of a stream to one schema, each file in its own transaction. Returns the tags applied. */
export async function applyStream(
  client: pg.Client,
  stream: Stream,
  schema: string,
  log: (line: string) => void,
): Promise<string[]> {
  await ensureLedger(client);
  const files = await readStream(stream);
  const done = await client.query<{ tag: string; hash: string }>(
    "select tag, hash from migrations.applied where stream = $1 and target = $2 order by position",
    [stream, schema],
  );
  assertHistory(stream, files, done.rows);
  const applied: string[] = [];
  for (const [position, file] of files.entries()) {
    if (position < done.rows.length) continue;
    log(`${schema}: ${file.tag}`);
    await applyFile(client, stream, schema, position, file);
    applied.push(`${schema}/${file.tag}`);
  }
  return applied;
}

/** Every file of a stream in journal order, with the hash the ledger remembers it by. */
export async function readStream(stream: Stream, root = ours): Promise<Migration[]> {
  const folder = path.join(root, stream);
  const journal: { entries: { tag: string }[] } = JSON.parse(
    await readFile(path.join(folder, "meta", "_journal.json"), "utf8"),
  );
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const file = await readFile(path.join(folder, `${tag}.sql`), "utf8");
      const source = file.replaceAll("\r\n", "\n");
      // drizzle-kit qualifies references to unqualified tables with "public"; a tenant table has no fixed schema.
      const text = stream === "tenant" ? source.replaceAll('"public".', "") : source;
      return {
        tag,
        hash: sha256(source),
        hashOfWindows: sha256(source.replaceAll("\n", "\r\n")),
        statements: text
          .split("--> statement-breakpoint")
          .map((s) => s.trim())
          .filter(Boolean),
      };
    }),
  );
}

/**
 * Files that had another text once, by that text's hash. A superuser's database has run the first text; one of any
 * other owner, as on Neon, could not, because it set a parameter of ours on a function. A later file makes both equal.
 */
const earlierTexts: Record<string, string> = {
  "0001_live_session": "166a3777e6459d0c66fb5fc27bff15e4a306ee596e0423dce9fe89932a046983",
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function assertHistory(stream: Stream, files: Migration[], done: { tag: string; hash: string }[]): void {
  for (const [position, row] of done.entries()) {
    const file = files[position];
    if (file?.tag !== row.tag)
      throw new Error(`${stream}: ${row.tag} was applied but is not in the journal at its place`);
    const known = [file.hash, file.hashOfWindows, earlierTexts[file.tag]];
    if (!known.includes(row.hash))
      throw new Error(`${stream}: ${row.tag} was edited after it was applied; write a new migration`);
  }
}

async function applyFile(
  client: pg.Client,
  stream: Stream,
  schema: string,
  position: number,
  file: Migration,
) {
  await client.query("begin");
  try {
    if (stream === "tenant") {
      await client.query(`create schema if not exists ${pg.escapeIdentifier(schema)}`);
      await client.query("select set_config('search_path', $1, true)", [schema]);
    }
    for (const statement of file.statements) await client.query(statement);
    await client.query(
      "insert into migrations.applied (stream, target, position, tag, hash) values ($1, $2, $3, $4, $5)",
      [stream, schema, position, file.tag, file.hash],
    );
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw new Error(`${stream}: ${file.tag} failed`, { cause });
  }
}

async function ensureLedger(client: pg.Client): Promise<void> {
  await client.query(`
    create schema if not exists migrations;
    create table if not exists migrations.applied (
      stream text not null, target text not null, position integer not null, tag text not null, hash text not null,
      applied_at timestamptz not null default now(), primary key (stream, target, position))`);
}
