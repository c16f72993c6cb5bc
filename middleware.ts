import type { NextRequest } from "next/server";
import { personIn } from "@/lib/auth/open-cookie";
import { handleAtEdge } from "@/lib/tenancy/edge";

export const middleware = (request: NextRequest) => handleAtEdge(request, personIn);

export const config = {
  // A path that is left out here loses its tenant, its limits and its headers; a server action is a POST to its page.
  matcher: [
    "/((?!_next/static/|_next/image$|api/(?:stripe|internal|jobs|objects|pictures)/|api/(?:health|ready)$|icon\\.svg$|favicon\\.ico$|robots\\.txt$|sitemap\\.xml$|manifest\\.webmanifest$).*)",
  ],
};
