import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import type { Tenant } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/platform/log";
import { said } from "@/lib/platform/said";
import { authSecret, sessionCookie, sessionSeconds } from "./session-cookie";
import { redeemTicket } from "./tickets";

/**
 * next-auth as a transport: it seals the cookie and keeps its attributes right. Who may sign in is decided before, by a
 * command that leaves a one-time ticket; whether a session still lives is decided after, by its row.
 * No route of its own is mounted: nothing needs one until there is an OAuth callback.
 */
export async function startSession(tenant: Tenant | null, ticket: string): Promise<void> {
  try {
    await NextAuth(config(tenant)).signIn("ticket", { ticket, ...stayHere });
  } catch (thrown) {
    if (!(thrown instanceof CredentialsSignin)) throw thrown;
    throw new AppError("unauthenticated", said("auth.refused.accessChanged"));
  }
}

/** Drops the cookie; the caller revokes the row. */
export async function clearSession(tenant: Tenant | null): Promise<void> {
  await NextAuth(config(tenant)).signOut(stayHere);
}

// Without a target next-auth takes the Referer, which may hold a mailed secret, and keeps it in a cookie.
const stayHere = { redirect: false, redirectTo: "/" } as const;

function config(tenant: Tenant | null): NextAuthConfig {
  const cookie = sessionCookie(tenant);
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: cookie.isSecure } as const;
  return {
    secret: authSecret(),
    trustHost: true,
    useSecureCookies: cookie.isSecure,
    cookies: {
      sessionToken: { name: cookie.name, options },
      // Nothing of ours reads where next-auth would redirect to, so its cookie expires as it is set.
      callbackUrl: { options: { ...options, maxAge: 0 } },
    },
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: {
      encode: (parameters) => encode({ ...parameters, salt: cookie.salt }),
      decode: (parameters) => decode({ ...parameters, salt: cookie.salt }),
    },
    logger: {
      error: (cause) => log().warn({ err: cause }, "next-auth refused"),
      warn: () => undefined,
      debug: () => undefined,
    },
    providers: [
      Credentials({
        id: "ticket",
        credentials: { ticket: {} },
        authorize: async ({ ticket }) =>
          typeof ticket === "string" ? redeemTicket(ticket, tenant?.id ?? null) : null,
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user ? { sub: user.id, sid: user.sessionId, tid: tenant?.id ?? "root" } : token;
      },
    },
  };
}

declare module "next-auth" {
  interface User {
    sessionId?: string;
  }
}
