import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Says whether an Authorization header carries `token`, in a time that tells nothing about either of them. */
export function bearerCheck(token: string): (header: string | undefined) => boolean {
  // Keyed digests have one length and no structure, so neither the token's length nor its prefix shows.
  const key = randomBytes(32);
  const digest = (text: string) => createHmac("sha256", key).update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return (header) => timingSafeEqual(digest(header ?? ""), expected);
}
