import { handleAtEdge } from "@/lib/tenancy/edge";

export const middleware = handleAtEdge;

export const config = {
  // A path that is left out here loses its tenant, its limits and its headers; a server action is a POST to its page.
  matcher: [
    "/((?!_next/static|_next/image|api/(?:stripe|health|ready|internal|jobs)|icon\\.svg|favicon\\.ico|robots\\.txt|sitemap\\.xml|manifest\\.webmanifest).*)",
  ],
};
