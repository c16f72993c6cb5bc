import { readiness } from "@/lib/entry/readiness";

export const dynamic = "force-dynamic";

/** Ready: may be sent traffic. Redis may be away, because the app serves without it; the database may not. */
export async function GET() {
  const report = await readiness();
  return Response.json(report, {
    status: report.status === "ready" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
