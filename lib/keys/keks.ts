import { env } from "@/env";
import { type Key, keyFor } from "@/lib/platform/seal";

/**
 * The keys that wrap those of the workspaces, the current one first. That of AUTH_SECRET is known beside those of
 * ENCRYPTION_KEYS, so that a deployment can begin without any and what it has wrapped opens until it is wrapped anew.
 */
export function keks(): [Key, ...Key[]] {
  const given = (env().ENCRYPTION_KEYS ?? []).map(({ id, key }) => ({ id, key: Buffer.from(key, "base64") }));
  const [first, ...others] = given;
  const made = keyFor("tenant keys");
  const derived = { key: made.key, id: `AUTH_SECRET ${made.id}` };
  return first ? [first, ...others, derived] : [derived];
}
