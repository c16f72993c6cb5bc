import { randomBytes } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import { decrypt, encrypt } from "@/lib/platform/cipher";
import { keks } from "./keks";

/** Which of a workspace's keys it is. */
export interface KeyName {
  tenantId: string;
  purpose: string;
  version: number;
}

/** A key as the database has it. */
export interface Wrapped {
  kekId: string;
  wrapped: string;
}

export const newKey = (): Buffer => randomBytes(32);

export function wrap(name: KeyName, key: Buffer): Wrapped {
  const [current] = keks();
  return { kekId: current.id, wrapped: encrypt(current.key, contextOf(name), key).toString("base64url") };
}

/** Throws `unavailable` where the wrapping key is not among ours, or is another under the same id. */
export function unwrap(name: KeyName, { kekId, wrapped }: Wrapped): Buffer {
  try {
    const kek = keks().find(({ id }) => id === kekId);
    if (!kek) throw new Error(`ENCRYPTION_KEYS has no ${kekId}`);
    return decrypt(kek.key, contextOf(name), Buffer.from(wrapped, "base64url"));
  } catch (cause) {
    throw new AppError("unavailable", "This cannot be read at the moment. Please try again later.", {
      cause: new Error(`key ${name.version} of ${name.tenantId} does not unwrap`, { cause }),
    });
  }
}

const contextOf = ({ tenantId, purpose, version }: KeyName) =>
  JSON.stringify(["tenant_keys", tenantId, purpose, version]);
