import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { isMemberHere } from "@/app/workspace/(auth)/is-member-here";
import { handoffCookie } from "@/lib/auth/host-cookie";
import { linkOn } from "@/lib/auth/links";
import { safePath } from "@/lib/auth/safe-path";
import { placeOf } from "@/lib/entry/place";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { slugPattern } from "@/lib/tenancy/slug";

/**
 * Begins entering this workspace with the session of another host: gives this browser a nonce and sends it there, so that
 * the code it comes back with is worth nothing in any other browser. Whoever is in already goes straight on.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const { tenant } = await placeOf(request.headers);
  if (!tenant) return new NextResponse(null, { status: 404 });
  const { searchParams } = request.nextUrl;
  const next = safePath(searchParams.get("next"));
  if (await isMemberHere()) return NextResponse.redirect(linkOn(tenant, next));
  const source = sourceOf(searchParams.get("from"));
  if (source === undefined) return NextResponse.redirect(linkOn(tenant, "/sign-in"));
  const nonce = newSecret();
  const cookie = handoffCookie(tenant);
  (await cookies()).set(cookie.name, nonce, cookie.options);
  const query = new URLSearchParams({ to: tenant.slug, h: sha256(nonce), next });
  return NextResponse.redirect(linkOn(source, `/auth/handoff?${query}`));
}

/** The workspace named by `from`, null for the root domain ("root" is a reserved slug), undefined for nonsense. */
function sourceOf(from: string | null): { slug: string } | null | undefined {
  if (from === "root") return null;
  return from !== null && slugPattern.test(from) ? { slug: from } : undefined;
}
