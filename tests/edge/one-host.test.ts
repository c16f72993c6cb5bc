import { NextRequest } from "next/server";
import { afterAll, expect, test, vi } from "vitest";
import { serve } from "../support/serve";
import { workspace } from "../support/world";

// One host for everything, as on a first deployment without a wildcard domain.
Object.assign(process.env, { ROOT_DOMAIN: "tenantry.example", TENANT_ROUTING: "path", APP_SCHEME: "http" });
const { GET } = await import("@/app/api/internal/tenant/route");
// The edge is an isolate of its own; sharing the server's modules would let one wait for itself.
vi.resetModules();
const { handleAtEdge } = await import("@/lib/tenancy/edge");
const server = await serve({ "/api/internal/tenant": GET });
afterAll(() => server.stop());

const ask = (path: string) =>
  handleAtEdge(
    new NextRequest(new URL(path, server.url), {
      headers: { host: "tenantry.example", "x-workspace-slug": "somebody-elses" },
    }),
  );

/** Where Next is led: the path asked for, unless the edge names another. */
function ledTo(response: Response, path: string): string {
  const rewritten = response.headers.get("x-middleware-rewrite");
  return new URL(rewritten ?? path, server.url).pathname;
}

const slugOf = (response: Response) => response.headers.get("x-middleware-request-x-workspace-slug");

test("a workspace's pages and its API are both found below its path", async () => {
  const { slug } = await workspace();
  for (const [path, target] of [
    [`/t/${slug}/projects`, "/workspace/projects"],
    [`/t/${slug}/api/usage`, "/api/usage"],
  ] as const) {
    const response = await ask(path);
    expect(ledTo(response, path)).toBe(target);
    expect(slugOf(response)).toBe(slug);
  }
});

test("the API beside all workspaces is none's, whatever a header says", async () => {
  const response = await ask("/api/usage");
  expect(ledTo(response, "/api/usage")).toBe("/api/usage");
  expect(slugOf(response)).toBeNull();
});
