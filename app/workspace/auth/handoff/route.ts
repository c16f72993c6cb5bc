import { type NextRequest, NextResponse } from "next/server";
import { createHandoff } from "@/lib/auth/create-handoff";
import { linkOn } from "@/lib/auth/links";
import { safePath } from "@/lib/auth/safe-path";
import { AppError } from "@/lib/core/errors";
import { runOnPlatform } from "@/lib/core/run";
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
  // Without a code, too: only there can be seen whether this browser keeps cookies at all.
  const query = new URLSearchParams({ ...(code && { code }), next });
  return NextResponse.redirect(linkOn({ slug: to }, `/auth/finish?${query}`));
}

async function codeFor(to: string, nonceHash: string): Promise<string | null> {
  try {
    const { code } = await runOnPlatform(createHandoff, await currentPlatformContext(), { to, nonceHash });
    return code;
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}
