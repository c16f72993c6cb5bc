export const dynamic = "force-dynamic";

/** Alive: the process answers. Says nothing of what it depends on. */
export const GET = () => Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
