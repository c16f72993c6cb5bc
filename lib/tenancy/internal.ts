import { env } from "@/env";

/** Where the edge asks the Node side for a workspace. */
export const internalPath = "/api/internal/tenant";

let token: string | undefined;

/** What the edge proves itself with: derived from the shared secret, by Web Crypto so that both sides can. */
export async function internalToken(): Promise<string> {
  token ??= await derive(env().AUTH_SECRET);
  return token;
}

async function derive(secret: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, bytes.encode("edge-to-server"));
  return btoa(String.fromCharCode(...new Uint8Array(mac)));
}
