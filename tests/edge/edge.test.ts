import { eq } from "drizzle-orm";
import { NextRequest } from "next/server";
import { startUpstash } from "upstash-local";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { entitlements, tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import type { PlanId } from "@/lib/entitlements/plans";
import { updateAddress } from "@/lib/tenancy/update-address";
import { serve } from "../support/serve";
import { workspace } from "../support/world";

const upstash = await startUpstash({ port: 0, token: "test" });
process.env.UPSTASH_REDIS_REST_URL = upstash.url;
process.env.UPSTASH_REDIS_REST_TOKEN = upstash.token;
process.env.TRUSTED_PROXY = "1";
const { GET } = await import("@/app/api/internal/tenant/route");
const { invalidateTenant } = await import("@/lib/tenancy/find-tenant");
// The edge is an isolate of its own; sharing the server's modules would let one wait for itself.
vi.resetModules();
const { handleAtEdge } = await import("@/lib/tenancy/edge");
const { clearLocalCache } = await import("@/lib/platform/cache");
const { waitForRedis, wakeRedis } = await import("@/lib/platform/redis");
const server = await serve({ "/api/internal/tenant": GET });

afterAll(async () => {
  await Promise.all([upstash.stop(), server.stop()]);
});
beforeEach(() => {
  // The hour stands still, or buckets would be refilled while they are emptied, the more the slower the machine.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  waitForRedis(30_000);
  clearLocalCache();
  wakeRedis();
});
afterEach(() => {
  vi.useRealTimers();
  upstash.faults.set({});
});

function ask(host: string, path = "/", headers: Record<string, string> = {}) {
  const request = new NextRequest(new URL(path, server.url), { headers: { host, ...headers } });
  return handleAtEdge(request);
}

const rewriteOf = (response: Response) =>
  new URL(response.headers.get("x-middleware-rewrite") ?? "http://none").pathname;
const seenByServer = (response: Response, name: string) =>
  response.headers.get(`x-middleware-request-${name}`);

test("what a proxy says its visitors speak does not keep the edge from asking its own server", async () => {
  const acme = await workspace();
  const secure = new URL("/", server.url.replace("http:", "https:"));
  const headers = { host: `${acme.slug}.localhost:3000`, "x-forwarded-for": "203.0.113.77" };
  const response = await handleAtEdge(new NextRequest(secure, { headers }));
  expect(response.headers.get("ratelimit-limit")).toBe("60");
});

describe("routing", () => {
  test("each kind of host has its own house", async () => {
    const acme = await workspace();
    expect(rewriteOf(await ask("localhost:3000", "/pricing"))).toBe("/site/pricing");
    expect(rewriteOf(await ask("admin.localhost:3000"))).toBe("/console");
    expect(rewriteOf(await ask(`${acme.slug}.localhost:3000`, "/projects?x=1"))).toBe("/workspace/projects");
    expect(rewriteOf(await ask("nobody-here.localhost:3000"))).toBe("/site/unknown-workspace");
    expect(rewriteOf(await ask("evil.example"))).toBe("/site/unknown-workspace");
  });

  test("an internal path asked from outside leads nowhere", async () => {
    const acme = await workspace();
    expect(rewriteOf(await ask("localhost:3000", "/workspace/projects"))).toBe("/site/workspace/projects");
    expect(rewriteOf(await ask(`${acme.slug}.localhost:3000`, "/site/pricing"))).toBe(
      "/workspace/site/pricing",
    );
  });

  test("forged headers do not reach the server", async () => {
    const acme = await workspace();
    const response = await ask(`${acme.slug}.localhost:3000`, "/", {
      "x-workspace-slug": "globex",
      "x-tenant-id": "ten_x",
      "x-forwarded-host": "globex.localhost:3000",
      "x-middleware-subrequest": "middleware:middleware:middleware",
      "x-path": "/evil",
    });
    expect(seenByServer(response, "x-workspace-slug")).toBe(acme.slug);
    expect(seenByServer(response, "x-forwarded-host")).toBe(`${acme.slug}.localhost:3000`);
    expect(seenByServer(response, "x-path")).toBe("/");
    expect(seenByServer(response, "x-tenant-id")).toBeNull();
    expect(seenByServer(response, "x-middleware-subrequest")).toBeNull();
  });

  test("Next's question to itself after an action is left to the browser, which knows the host", async () => {
    const acme = await workspace();
    const asked = await ask(`${acme.slug}.localhost:3000`, "/sign-in");
    const mark = seenByServer(asked, "x-nonce") ?? "";
    expect(mark).not.toBe("");
    expect((await ask("localhost:3000", "/", { "x-nonce": mark })).status).toBe(404);
  });

  test("the policy names one nonce, the server's, and no inline script", async () => {
    const response = await ask("localhost:3000");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`'nonce-${seenByServer(response, "x-nonce")}'`);
    expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain("unsafe-inline");
  });

  test("a suspended workspace is sent to its explanation once the change is forgotten", async () => {
    const acme = await workspace();
    const host = `${acme.slug}.localhost:3000`;
    await ask(host);
    await withPlatform((db) =>
      db.update(tenants).set({ status: "suspended" }).where(eq(tenants.id, acme.id)),
    );
    await invalidateTenant(acme.slug);
    vi.setSystemTime(Date.now() + 2_100);
    expect(rewriteOf(await ask(host, "/projects"))).toBe("/site/suspended");
  });
});

describe("limits", () => {
  async function onPlan(plan: PlanId) {
    const acme = await workspace();
    await withPlatform((db) =>
      db.update(entitlements).set({ plan }).where(eq(entitlements.tenantId, acme.id)),
    );
    return `${acme.slug}.localhost:3000`;
  }
  async function flood(host: string, count: number) {
    const statuses: number[] = [];
    for (let n = 0; n < count; n++) statuses.push((await ask(host, "/", { accept: "text/html" })).status);
    return statuses;
  }

  test("a workspace on Free gets its 300 a minute, then 429 with Retry-After", async () => {
    const host = await onPlan("free");
    const statuses = await flood(host, 305);
    expect(statuses.slice(0, 300)).toEqual(Array(300).fill(200));
    expect(statuses.slice(300)).toEqual(Array(5).fill(429));
    const refused = await ask(host, "/", { accept: "text/html" });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.text()).toContain("<h1>");
  });

  test("what a minute refills can be spent again, and no more", async () => {
    const host = await onPlan("free");
    await flood(host, 301);
    vi.setSystemTime(Date.now() + 2_000);
    expect(await flood(host, 12)).toEqual([...Array(10).fill(200), 429, 429]);
  });

  test("one workspace's flood leaves another's counter alone", async () => {
    const [loud, quiet] = [await onPlan("free"), await onPlan("free")];
    await flood(loud, 301);
    const response = await ask(quiet);
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("ratelimit-remaining"))).toBeGreaterThan(290);
  });

  test("an API caller is refused in JSON", async () => {
    const host = await onPlan("free");
    await flood(host, 300);
    const response = await ask(host, "/api/v1/projects", { accept: "application/json" });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ error: { code: "rate_limited" } });
  });

  test("changing X-Forwarded-For within a /64 does not help", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 602; n++) {
      statuses.push(
        (await ask("localhost:3000", "/", { "x-forwarded-for": `2001:db8:9:9::${n.toString(16)}` })).status,
      );
    }
    expect(statuses).toEqual([...Array(600).fill(200), 429, 429]);
  });

  test.each([{ hang: true }, { status: 500 }, { drop: true }])(
    "with Redis at fault (%o) a page still comes, for which each side waited once, and says so",
    async (fault) => {
      const host = await onPlan("starter");
      await ask(host);
      upstash.faults.set(fault);
      waitForRedis(200);
      const other = await onPlan("starter");
      const fetched = vi.spyOn(globalThis, "fetch");
      const response = await ask(other);
      const asked = fetched.mock.calls.filter(([url]) => String(url).startsWith(upstash.url));
      fetched.mockRestore();
      // Once here and once on the Node side, which has a client of its own.
      expect(asked.length).toBeLessThanOrEqual(2);
      expect(response.status).toBe(200);
      expect(response.headers.get("x-ratelimit-degraded")).toBe("local");
    },
  );
});

test("an address that a workspace has left leads to its present one, with path and query", async () => {
  const acme = await workspace();
  const slug = `moved-${acme.slug}`.slice(0, 40);
  await acme.owner.run(updateAddress, { slug });
  const response = await ask(`${acme.slug}.localhost:3000`, "/projects/prj_1?tab=files");
  expect(response.status).toBe(308);
  expect(response.headers.get("location")).toBe(`http://${slug}.localhost:3000/projects/prj_1?tab=files`);
  expect(rewriteOf(await ask(`${slug}.localhost:3000`, "/projects"))).toBe("/workspace/projects");
});
