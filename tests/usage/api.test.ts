import { beforeEach, describe, expect, test, vi } from "vitest";
import { proveContext, type TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { flushUsage } from "@/lib/usage/count-usage";
import { workspace } from "../support/world";
import { totals } from "./support";

/** Who asks. A request's cookies and host exist only inside of Next; the rest of the way is the real one. */
const asking = vi.hoisted(() => ({ context: null as TenantContext | null }));
vi.mock("@/lib/entry/context", () => ({
  currentContext: async () => {
    if (!asking.context) throw new AppError("unauthenticated", "Please sign in to continue.");
    return asking.context;
  },
}));

// What runs after the answer is the server's own affair; here the test flushes.
vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => undefined }));

const { POST } = await import("@/app/api/usage/route");

const send = (body: BodyInit, headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) =>
  POST(new Request("http://acme.localhost:3000/api/usage", { method: "POST", body, headers }));
const batch = (...events: unknown[]) => JSON.stringify({ events });
const call = (id: string) => ({ id, metric: "apiCalls", value: 10 });

beforeEach(() => {
  asking.context = null;
});

describe("POST /api/usage", () => {
  test("answers for each event, and the call itself is counted too", async () => {
    const acme = await workspace({ plan: "business" });
    asking.context = acme.owner.context;
    const answer = await send(batch(call("a"), call("a"), { id: "b" }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      results: [
        { status: "accepted" },
        { status: "duplicate" },
        { id: "b", status: "rejected", reason: "invalid" },
      ],
    });
    await flushUsage();
    expect(await totals(acme.id)).toMatchObject({ sum: "11" });
  });

  test.each([
    ["no JSON", "{", 400, "invalid"],
    ["no events", "{}", 400, "invalid"],
    ["too many events", batch(...Array.from({ length: 1_001 }, (_, n) => call(`n${n}`))), 400, "invalid"],
    ["too large a body", JSON.stringify({ events: ["x".repeat(2_100_000)] }), 413, "too_large"],
  ])("refuses %s", async (_, body, status, code) => {
    asking.context = (await workspace({ plan: "business" })).owner.context;
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code, message: expect.any(String) } });
  });

  test("is closed to strangers, to other sites and to members without the permission", async () => {
    const acme = await workspace();
    expect((await send(batch(call("a")))).status).toBe(401);
    asking.context = acme.owner.context;
    expect((await send(batch(call("a")), { "sec-fetch-site": "cross-site" })).status).toBe(403);
    asking.context = acme.member.context;
    expect((await send(batch(call("a")))).status).toBe(403);
  });

  test("of a restricted or paused workspace answers 402 and says why", async () => {
    const acme = await workspace({ plan: "business" });
    for (const access of ["restricted", "suspended"] as const) {
      const tenant = { ...acme.owner.context.tenant, access };
      asking.context = proveContext({ ...acme.owner.context, tenant });
      const answer = await send(batch(call("a")));
      expect(answer.status).toBe(402);
      expect(await answer.json()).toMatchObject({ error: { code: "billing_restricted" } });
    }
  });

  test("past a hard quota answers 402, and lets nothing in", async () => {
    const acme = await workspace({ plan: "free" });
    asking.context = acme.owner.context;
    expect((await send(batch({ ...call("all"), value: 999 }))).status).toBe(200);
    const refused = await send(batch(call("more")));
    expect(refused.status).toBe(402);
    expect(await refused.json()).toMatchObject({
      error: { code: "limit_exceeded", message: expect.stringContaining("1,000") },
    });
    expect(await totals(acme.id)).toMatchObject({ sum: "1000" });
  });
});
