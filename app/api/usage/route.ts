import type { z } from "zod";
import { runCommand } from "@/lib/core/run";
import { readJson, tenantRoute } from "@/lib/entry/api";
import { recordUsage } from "@/lib/usage/record-usage";

export const dynamic = "force-dynamic";

const mostBytes = 2 * 1024 * 1024;

/** Takes up to 1,000 usage events and answers for each: accepted, duplicate, conflict or rejected. */
export const POST = tenantRoute(recordUsage, async (request, context) => {
  const batch = (await readJson(request, mostBytes)) as z.input<typeof recordUsage.input>;
  return Response.json({ results: await runCommand(recordUsage, context, batch) });
});
