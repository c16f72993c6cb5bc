import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as 43 URL-safe characters, for links and one-time codes. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in base64url. Enough for secrets of 256 random bits; passwords go through argon2id. */
export function sha256(value: string): string {
  return createHash("sha256").update(value).digest("base64url");
}

/** A short keyed digest, for cache and counter keys that must not show or be steered by what they are made of. */
export function keyedDigest(key: string, value: string): string {
  return createHmac("sha256", key).update(value).digest("base64url").slice(0, 22);
}

/** Constant-time comparison of two strings of any length. */
export function isEqual(left: string, right: string): boolean {
  return timingSafeEqual(
    createHash("sha256").update(left).digest(),
    createHash("sha256").update(right).digest(),
  );
}
