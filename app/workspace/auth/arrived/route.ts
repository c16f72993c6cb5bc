import { type NextRequest, NextResponse } from "next/server";
import { linkOn } from "@/lib/auth/links";
import { safePath } from "@/lib/auth/safe-path";
import { currentSession } from "@/lib/entry/context";
import { placeOf } from "@/lib/entry/place";

/** The first step of a new session: on with it, or back to sign in and told that its cookie did not arrive. */
export async function GET(request: NextRequest): Promise<Response> {
  const { tenant } = await placeOf(request.headers);
  const next = safePath(request.nextUrl.searchParams.get("next"));
  const path = (await currentSession())
    ? next
    : `/sign-in?${new URLSearchParams({ notice: "cookies", next })}`;
  return NextResponse.redirect(linkOn(tenant, path));
}
