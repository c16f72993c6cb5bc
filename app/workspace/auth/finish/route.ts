import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { finishHandoff } from "@/lib/auth/finish-handoff";
import { handoffCookie } from "@/lib/auth/host-cookie";
import { linkOn } from "@/lib/auth/links";
import { startSession } from "@/lib/auth/next-auth";
import { safePath } from "@/lib/auth/safe-path";
import type { Tenant } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { runOnPlatform } from "@/lib/core/run";
import { currentPlatformContext } from "@/lib/entry/context";
import { placeOf } from "@/lib/entry/place";

/** Ends entering a workspace from another host: the code and this browser's nonce become a session. */
export async function GET(request: NextRequest): Promise<Response> {
  const { tenant } = await placeOf(request.headers);
  if (!tenant) return new NextResponse(null, { status: 404 });
  const { searchParams } = request.nextUrl;
  const next = safePath(searchParams.get("next"));
  const nonce = (await cookies()).get(handoffCookie(tenant).name)?.value;
  const code = searchParams.get("code");
  if (nonce && code && (await enter(tenant, code, nonce))) return NextResponse.redirect(linkOn(tenant, next));
  const query = new URLSearchParams({ ...(!nonce && { notice: "cookies" }), next });
  return NextResponse.redirect(linkOn(tenant, `/sign-in?${query}`));
}

async function enter(tenant: Tenant, code: string, nonce: string): Promise<boolean> {
  const jar = await cookies();
  const { name } = handoffCookie(tenant);
  try {
    const { ticket } = await runOnPlatform(finishHandoff, await currentPlatformContext(), { code, nonce });
    await startSession(tenant, ticket);
    jar.set(name, "", { ...handoffCookie(tenant).options, maxAge: 0 });
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}
