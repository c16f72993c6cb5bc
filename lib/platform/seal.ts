import { createHmac, hkdfSync } from "node:crypto";
import { env } from "@/env";
import { decrypt, encrypt } from "./cipher";
import { isEqual } from "./crypto";

const version = "v1";

/**
 * Encrypts a text for a purpose. `context` is not kept in it but has to be the same to open it, so that it cannot be put
 * somewhere else. `v1.<key id>.<nonce, text and tag>`: another key can come without this one being forgotten.
 */
export function seal(purpose: string, context: string, text: string): string {
  const { key, id } = keyFor(purpose);
  const body = encrypt(key, context, Buffer.from(text));
  return [version, id, body.toString("base64url")].join(".");
}

/** Decrypts what `seal` made for this purpose and context. Throws for anything else, without saying what it holds. */
export function open(purpose: string, context: string, sealed: string): string {
  const { key, id } = keyFor(purpose);
  const [given, keyId, body = ""] = sealed.split(".");
  if (given !== version || keyId !== id)
    throw new Error(`sealed for ${purpose} with a key that is not known here`);
  return decrypt(key, context, Buffer.from(body, "base64url")).toString();
}

/** Proof that this process's like said these things, in this order and for this purpose. */
export function sign(purpose: string, ...said: string[]): string {
  const { key, id } = keyFor(purpose);
  const digest = createHmac("sha256", key).update(JSON.stringify(said)).digest("base64url");
  return [version, id, digest].join(".");
}

/** Whether `signature` is what `sign` makes of the same. In constant time. */
export const isSigned = (signature: string, purpose: string, ...said: string[]): boolean =>
  isEqual(signature, sign(purpose, ...said));

export interface Key {
  id: string;
  key: Buffer;
}
const keys = new Map<string, Key>();

/** A key of its own for every purpose, so that what one is made to say means nothing to another. */
export function keyFor(purpose: string): Key {
  const known = keys.get(purpose);
  if (known) return known;
  const derive = (label: string, length: number) =>
    Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "tenantry", `${label}:${purpose}`, length));
  const made = { key: derive("key", 32), id: derive("key id", 6).toString("base64url") };
  keys.set(purpose, made);
  return made;
}
