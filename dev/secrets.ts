import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { writeWhole } from "./write-whole";

const word = z.string().min(16);
const secretsSchema = z.object({ auth: word, cron: word, redis: word, database: word, webhook: word });
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * Made at the first start and kept, so that a session outlives a restart. Throws when the file is damaged: what was sealed
 * with its secrets cannot be read with new ones, so making those is the user's decision.
 */
export async function keptSecrets(folder: string): Promise<Secrets> {
  const file = path.join(folder, "secrets.json");
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new Error(`${file} cannot be read (${error.code}): make it yours, or choose another --folder.`);
  });
  if (kept !== null) return parse(kept, file);
  const secrets = fresh();
  await writeWhole(file, JSON.stringify(secrets));
  return secrets;
}

function parse(text: string, file: string): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(
      `${file} is damaged: bring it back from a copy, or delete it. New secrets are then made; everybody signs in ` +
        "again, and links that were mailed before no longer work.",
    );
  }
}

function fresh(): Secrets {
  const random = () => randomBytes(32).toString("base64url");
  return {
    auth: random(),
    cron: random(),
    redis: random(),
    database: random(),
    webhook: `whsec_${random()}`,
  };
}
