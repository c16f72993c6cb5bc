import { type NextRequest, NextResponse } from "next/server";
import { createHandoff } from "@/lib/auth/create-handoff";
import { linkOn } from "@/lib/auth/links";
import { safePath } from "@/lib/auth/schema";
import { AppError } from "@/lib/core/errors";
import { executePlatform } from "@/lib/core/platform-command";
import { currentPlatformContext } from "@/lib/entry/context";
import { slugPattern } from "@/lib/tenancy/slug";

/**
 * Sends whoever is signed in here on to another workspace with a one-time code, and anybody else to its sign-in page.
 * Leads to hosts of ours only: the target is a slug, not an address.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const to = searchParams.get("to") ?? "";
  if (!slugPattern.test(to)) return new NextResponse(null, { status: 404 });
  const next = safePath(searchParams.get("next"));
  const code = await codeFor(to, searchParams.get("h") ?? "");
  const path = code
    ? `/auth/finish?${new URLSearchParams({ code, next })}`
    : `/sign-in?${new URLSearchParams({ next })}`;
  return NextResponse.redirect(linkOn({ slug: to }, path));
}

async function codeFor(to: string, nonceHash: string): Promise<string | null> {
  try {
    const { code } = await executePlatform(createHandoff, await currentPlatformContext(), { to, nonceHash });
    return code;
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}
