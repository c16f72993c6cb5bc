import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { proveContext, type TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/platform/id";
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

const send = (body: BodyInit, more: Record<string, string> = {}) => {
  const headers = { "sec-fetch-site": "same-origin", "content-type": "application/json", ...more };
  return POST(new Request("http://acme.localhost:3000/api/usage", { method: "POST", body, headers }));
};
const batch = (...events: unknown[]) => JSON.stringify({ events });
const call = (id: string) => ({ id, metric: "apiCalls", value: 10 });
const one = JSON.stringify([call("a")]);

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

  test("refuses an event with half a surrogate pair or a NUL by itself, and takes the others", async () => {
    asking.context = (await workspace({ plan: "business" })).owner.context;
    const damaged = [
      { ...call("b"), subject: "cut \ud83d" },
      { ...call("c"), unique: "\udc00" },
      { ...call("d"), dims: { region: "a\0" } },
      { ...call("\ud800") },
      { ...call("e"), dims: { "\ud800": "x" } },
    ];
    const answer = await send(batch(call("a"), ...damaged, call("z")));
    expect(answer.status).toBe(200);
    const { results } = (await answer.json()) as { results: { status: string }[] };
    expect(results.map(({ status }) => status)).toEqual([
      "accepted",
      ...damaged.map(() => "rejected"),
      "accepted",
    ]);
  });

  test("answers for each event, whatever 16-bit units its texts are made of", async () => {
    asking.context = (await workspace({ plan: "business" })).owner.context;
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 8 });
    const text = units.map((codes) => String.fromCharCode(...codes));
    const event = fc.record({
      id: text,
      metric: text,
      subject: text,
      unique: text,
      dims: fc.dictionary(text, text),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 5 }), async (events) => {
        const sound = events.map(({ subject }, n) => ({
          ...call(newId("evt")),
          subject: `${subject}${n}`,
        }));
        const answer = await send(batch(...events, ...sound));
        expect(answer.status).toBe(200);
        expect(await answer.json()).toMatchObject({ results: [...events, ...sound].map(() => ({})) });
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["no JSON", "{", 400, "invalid"],
    ["no events", "{}", 400, "invalid"],
    ["a list without its name", one, 400, "invalid"],
    ["a member nobody asks for", `{"events":${one},"tenantId":"ten_1"}`, 400, "invalid"],
    ["too many events", batch(...Array.from({ length: 1_001 }, (_, n) => call(`n${n}`))), 400, "invalid"],
    ["a member named twice", `{"events":${one},"events":${one}}`, 400, "invalid"],
    ["a member named twice further in", `{"events":[{"id":"a","dims":{"x":"1","x":"2"}}]}`, 400, "invalid"],
    [
      "a member named twice under an escape",
      String.raw`{"events":${one},"\u0065vents":${one}}`,
      400,
      "invalid",
    ],
    ["a prototype named twice", '{"events":[{"__proto__":{},"__proto__":{}}]}', 400, "invalid"],
    ["a body nested beyond reason", `{"events":${"[".repeat(100_000)}`, 400, "invalid"],
    ["bytes that are no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400, "invalid"],
    ["a comment", `{"events":${one} /* all */}`, 400, "invalid"],
    ["too large a body", JSON.stringify({ events: ["x".repeat(2_100_000)] }), 413, "too_large"],
  ])("refuses %s", async (_, body, status, code) => {
    asking.context = (await workspace({ plan: "business" })).owner.context;
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code, message: expect.any(String) } });
  });

  test.each([
    "text/plain",
    "",
    "application/x-www-form-urlencoded",
    "application/json; charset=latin1",
    "application/jsonx",
  ])("refuses a body declared as %o and records nothing of it", async (type) => {
    const acme = await workspace({ plan: "business" });
    asking.context = acme.owner.context;
    const answer = await send(batch(call("a")), { "content-type": type });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: { code: "unsupported" } });
    await flushUsage();
    expect(await totals(acme.id)).toMatchObject({ sum: "1" });
  });

  test("refuses a body that is packed", async () => {
    asking.context = (await workspace({ plan: "business" })).owner.context;
    expect((await send(batch(call("a")), { "content-encoding": "gzip" })).status).toBe(415);
  });

  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])(
    "takes a body declared as %s",
    async (type) => {
      asking.context = (await workspace({ plan: "business" })).owner.context;
      expect((await send(batch(call("a")), { "content-type": type })).status).toBe(200);
    },
  );

  test("takes the same name again in another object", async () => {
    asking.context = (await workspace({ plan: "business" })).owner.context;
    const answer = await send(
      batch({ ...call("a"), dims: { id: "a" } }, { ...call("b"), dims: { id: "b" } }),
    );
    expect(await answer.json()).toMatchObject({ results: [{ status: "accepted" }, { status: "accepted" }] });
  });

  test("is closed to strangers, to other sites and to members without the permission", async () => {
    const acme = await workspace();
    expect((await send(batch(call("a")))).status).toBe(401);
    asking.context = acme.owner.context;
    expect((await send(batch(call("a")), { "sec-fetch-site": "cross-site" })).status).toBe(403);
    asking.context = acme.member.context;
    expect((await send(batch(call("a")))).status).toBe(403);
  });

  test("costs the quota nothing where it is refused for the permission or the access", async () => {
    const acme = await workspace({ plan: "free" });
    asking.context = acme.member.context;
    for (let n = 0; n < 3; n++) expect((await send(batch(call(`n${n}`)))).status).toBe(403);
    const tenant = { ...acme.owner.context.tenant, access: "restricted" as const };
    asking.context = proveContext({ ...acme.owner.context, tenant });
    expect((await send(batch(call("r")))).status).toBe(402);
    asking.context = acme.owner.context;
    expect((await send(batch({ id: "b" }))).status).toBe(200);
    await flushUsage();
    expect(await totals(acme.id)).toMatchObject({ sum: "1" });
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
