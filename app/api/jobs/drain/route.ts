import { env } from "@/env";
import { AppError } from "@/lib/core/errors";
import { route } from "@/lib/entry/api";
import { drainJobs, enqueueScheduled } from "@/lib/entry/job";
import { clock } from "@/lib/platform/clock";
import { isEqual } from "@/lib/platform/crypto";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** Works off every job that is due. Vercel's cron calls it each minute with CRON_SECRET as bearer. */
export const GET = route(async (request) => {
  const secret = env().CRON_SECRET;
  const given = request.headers.get("authorization") ?? "";
  if (!secret || !isEqual(given, `Bearer ${secret}`))
    throw new AppError("not_found", "Not found.", { trace: "secret" });
  await enqueueScheduled(clock.now());
  await drainJobs();
  return Response.json({ status: "ok" });
});
