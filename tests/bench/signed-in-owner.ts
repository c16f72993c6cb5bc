import { encode } from "next-auth/jwt";
import { entitlements, memberships, placements, sessions, tenants, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { newId } from "@/lib/platform/id";

export type SignedIn = Awaited<ReturnType<typeof signedInOwner>>;

/** A workspace whose owner is signed in, without a form: the cookie a browser would hold. */
export async function signedInOwner(secret: string, slug = "bench") {
  const [tenantId, userId, sessionId] = [newId("ten"), newId("usr"), newId("ses")];
  const membershipId = newId("mem");
  await withPlatform(async (db) => {
    await db.insert(tenants).values({ id: tenantId, slug, name: "Bench" });
    await db.insert(placements).values({ tenantId });
    await db.insert(entitlements).values({ tenantId, plan: "enterprise" });
    await db
      .insert(users)
      .values({ id: userId, email: `${slug}@example.com`, name: "Bench", emailVerifiedAt: new Date() });
    await db.insert(memberships).values({ tenantId, id: membershipId, userId, role: "owner" });
    const expiresAt = new Date(Date.now() + 3_600_000);
    await db.insert(sessions).values({ id: sessionId, tenantId, membershipId, userId, expiresAt });
  });
  const { name, salt } = sessionCookie({ id: tenantId, slug });
  const token = await encode({
    token: { sub: userId, sid: sessionId, tid: tenantId },
    secret,
    salt,
    maxAge: 3_600,
  });
  return { tenantId, userId, slug, cookie: `${name}=${token}` };
}
