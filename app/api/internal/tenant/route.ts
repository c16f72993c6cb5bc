import { AppError } from "@/lib/core/errors";
import { route } from "@/lib/entry/api";
import { findTenant } from "@/lib/tenancy/find-tenant";
import { isFromEdge } from "@/lib/tenancy/internal-guard";
import { slugPattern } from "@/lib/tenancy/slug";

export const dynamic = "force-dynamic";

/** Tells the edge which workspace a slug is. For the edge alone: it proves itself with a key derived from the secret. */
export const GET = route(async (request) => {
  if (!(await isFromEdge(request.headers)))
    throw new AppError("not_found", "Not found.", { trace: "secret" });
  const slug = new URL(request.url).searchParams.get("slug") ?? "";
  const tenant = slugPattern.test(slug) ? await findTenant(slug) : null;
  return Response.json({ tenant });
});
