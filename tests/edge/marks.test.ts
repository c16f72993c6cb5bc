import { NextRequest } from "next/server";
import { afterEach, expect, test, vi } from "vitest";
import { workspace } from "../support/world";

afterEach(() => vi.unstubAllEnvs());

/** What the edge says to Node's side about a POST from another site. */
async function marksOf(slug: string): Promise<string[]> {
  vi.resetModules();
  const { handleAtEdge } = await import("@/lib/tenancy/edge");
  const { cached } = await import("@/lib/platform/cache");
  const { tenantKey, tenantLifetime } = await import("@/lib/tenancy/tenant-key");
  const { loadTenant } = await import("@/lib/tenancy/find-tenant");
  await cached(tenantKey(slug), tenantLifetime, () => loadTenant(slug));
  const host = `${slug}.localhost:3000`;
  const headers = { host, "sec-fetch-site": "cross-site" };
  const request = new NextRequest(`http://${host}/projects`, { method: "POST", headers });
  const response = await handleAtEdge(request);
  expect(response.status).toBe(403);
  return [...response.headers.keys()].filter((name) => name.startsWith("x-middleware-"));
}

test("the edge tells Node's side what it refused, and on Vercel, where nobody takes it off, nothing", async () => {
  const { slug } = await workspace();
  vi.stubEnv("ROOT_DOMAIN", "localhost:3000");
  expect(await marksOf(slug)).toEqual(["x-middleware-charged", "x-middleware-refusal"]);
  vi.stubEnv("VERCEL_ENV", "production");
  expect(await marksOf(slug)).toEqual([]);
});
