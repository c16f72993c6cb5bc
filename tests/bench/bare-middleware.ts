import { type NextRequest, NextResponse } from "next/server";

/** Copied into the second bare app: the cheapest edge middleware that rewrites at all. */
export function middleware(request: NextRequest) {
  const url = request.nextUrl.clone();
  url.pathname = "/projects";
  return NextResponse.rewrite(url);
}

export const config = { matcher: ["/((?!_next/static).*)"] };
