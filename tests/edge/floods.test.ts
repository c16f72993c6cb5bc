import { NextRequest } from "next/server";
import { startUpstash } from "upstash-local";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Tenant } from "@/lib/core/context";
import { cookieOf, tenantOf } from "../auth/people";
import { serve } from "../support/serve";
import { workspace } from "../support/world";

const upstash = await startUpstash({ port: 0, token: "test" });
process.env.UPSTASH_REDIS_REST_URL = upstash.url;
process.env.UPSTASH_REDIS_REST_TOKEN = upstash.token;
process.env.TRUSTED_PROXY = "1";
const { GET } = await import("@/app/api/internal/tenant/route");
const { sessionCookie } = await import("@/lib/auth/session-cookie");
// The edge is an isolate of its own; sharing the server's modules would let one wait for itself.
vi.resetModules();
const { middleware } = await import("@/middleware");
const { wakeRedis } = await import("@/lib/platform/redis");

const lookUps = { made: 0, underWay: 0, most: 0 };
const server = await serve({
  "/api/internal/tenant": async (request: Request) => {
    lookUps.made += 1;
    lookUps.most = Math.max(lookUps.most, ++lookUps.underWay);
    try {
      return await GET(request);
    } finally {
      lookUps.underWay -= 1;
    }
  },
});

// No bucket fills up again while a slow machine sends.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  wakeRedis();
  Object.assign(lookUps, { made: 0, most: 0 });
});
afterEach(() => {
  vi.useRealTimers();
  upstash.faults.set({});
});
afterAll(() => Promise.all([upstash.stop(), server.stop()]));

let serial = 0;
const someAddress = () => `203.0.${++serial >> 8}.${serial & 255}`;

interface Asking {
  ip?: string;
  cookie?: string;
  accept?: string;
}

function ask(slug: string, { ip, cookie, accept = "text/html" }: Asking = {}, path = "/") {
  const headers = new Headers({ host: `${slug}.localhost:3000`, accept });
  if (ip) headers.set("x-forwarded-for", ip);
  if (cookie) headers.set("cookie", cookie);
  return middleware(new NextRequest(new URL(path, server.url), { headers }));
}

async function statuses(count: number, send: (n: number) => Promise<Response>) {
  const found: Record<number, number> = {};
  for (let n = 0; n < count; n++) {
    const { status } = await send(n);
    found[status] = (found[status] ?? 0) + 1;
  }
  return found;
}

async function onFree() {
  const acme = await workspace({ plan: "free" });
  const tenant = await tenantOf(acme.slug);
  return { slug: acme.slug, tenant, cookie: await sealedFor(tenant) };
}

const theirs = { id: "usr_of_theirs", sessionId: "ses_of_theirs" };
const sealedFor = async (tenant: Tenant, whose = theirs, name = sessionCookie(tenant).name) =>
  `${name}=${await cookieOf(whose, tenant)}`;

const remainingOf = async (answer: Promise<Response>) =>
  Number((await answer).headers.get("ratelimit-remaining"));

describe("a flood of strangers at one workspace", () => {
  test("ends at its own address's bucket, and the members do not notice", async () => {
    const { slug, cookie } = await onFree();
    const ip = someAddress();
    expect(await statuses(1_100, () => ask(slug, { ip }))).toEqual({ 200: 60, 429: 1_040 });
    const member = ask(slug, { ip, cookie });
    expect((await member).status).toBe(200);
    expect(await remainingOf(member)).toBeGreaterThan(290);
    expect((await ask(slug, { ip: someAddress() })).status).toBe(200);
  });

  test("shares one bucket where nobody vouches for addresses, apart from the members'", async () => {
    const { slug, cookie } = await onFree();
    expect(await statuses(320, () => ask(slug))).toEqual({ 200: 300, 429: 20 });
    expect((await ask(slug, { cookie })).status).toBe(200);
  });

  test.each([
    ["one cookie, perhaps of a session ended long ago", ["ses_one"]],
    ["all the cookies of one person", ["ses_one", "ses_two", "ses_three"]],
  ])("that comes with %s leaves the other members their part", async (_, sessions) => {
    const { slug, tenant } = await onFree();
    const ip = someAddress();
    const cookies = await Promise.all(
      sessions.map((sessionId) => sealedFor(tenant, { ...theirs, sessionId })),
    );
    const flood = await statuses(400, (n) => ask(slug, { ip, cookie: cookies[n % cookies.length] }));
    expect(flood).toEqual({ 200: 300, 429: 100 });
    const another = await sealedFor(tenant, { id: "usr_another", sessionId: "ses_of_another" });
    expect(await statuses(50, () => ask(slug, { ip, cookie: another }))).toEqual({ 200: 50 });
  });

  test("from all over a /48 ends at what sixteen of its networks may", async () => {
    const { slug } = await onFree();
    const ip = (n: number) => `2001:db8:77:${n.toString(16)}::1`;
    expect(await statuses(1_100, (n) => ask(slug, { ip: ip((n * 59) % 0xffff) }))).toEqual({
      200: 960,
      429: 140,
    });
    expect((await ask(slug, { ip: "2001:db8:78:1::1" })).status).toBe(200);
  });

  test("does not become the members' by a cookie that was not sealed here", async () => {
    const [{ slug, tenant, cookie }, other] = [await onFree(), await onFree()];
    const { name } = sessionCookie(tenant);
    const forged = [
      `${name}=x`,
      `${name}=${"eyJ".repeat(2_000)}`,
      `${name}=${cookie.split("=")[1]?.slice(0, -3)}AAA`,
      other.cookie,
      await sealedFor(tenant, theirs, "session"),
    ];
    const ip = someAddress();
    const flood = await statuses(70, (n) => ask(slug, { ip, cookie: forged[n % forged.length] }));
    expect(flood).toEqual({ 200: 60, 429: 10 });
    expect(await remainingOf(ask(slug, { ip, cookie }))).toBeGreaterThan(290);
  });

  test("is told what is true for it, and a member what is true for them", async () => {
    const { slug, tenant, cookie } = await onFree();
    const ip = someAddress();
    await statuses(61, () => ask(slug, { ip }));
    const stranger = await (await ask(slug, { ip })).text();
    expect(stranger).toContain("Too many requests have come in at once.");
    expect(stranger).not.toContain("This workspace");
    for (const id of ["usr_one", "usr_two"]) {
      const mine = await sealedFor(tenant, { ...theirs, id });
      await statuses(160, () => ask(slug, { ip: someAddress(), cookie: mine }));
    }
    expect(await (await ask(slug, { ip, cookie })).text()).toContain(
      "This workspace has used up its requests",
    );
  });

  test("ends at the same count while Redis is away", async () => {
    const { slug, cookie } = await onFree();
    await ask(slug, { cookie });
    upstash.faults.set({ status: 500 });
    const ip = someAddress();
    expect(await statuses(70, () => ask(slug, { ip }))).toEqual({ 200: 60, 429: 10 });
    expect((await ask(slug, { ip, cookie })).status).toBe(200);
  });
});

describe("a flood of made-up workspaces", () => {
  const madeUp = () => `made-up-${++serial}`;

  test("is looked up for as long as its address may, and then no more", async () => {
    const ip = someAddress();
    expect(await statuses(200, () => ask(madeUp(), { ip }))).toEqual({ 200: 20, 429: 180 });
    expect(lookUps.made).toBeLessThanOrEqual(21);
    expect((await ask(madeUp(), { ip: someAddress() })).status).toBe(200);
  });

  test("leaves a workspace that is known alone, and one that is not to other addresses", async () => {
    const [{ slug }, fresh] = [await onFree(), await onFree()];
    const ip = someAddress();
    await ask(slug, { ip });
    await statuses(30, () => ask(madeUp(), { ip }));
    expect((await ask(slug, { ip })).status).toBe(200);
    expect((await ask(fresh.slug, { ip: someAddress() })).status).toBe(200);
  });

  test("asks four at a time, and a known workspace does not queue behind them", async () => {
    const { slug, cookie } = await onFree();
    await ask(slug, { cookie });
    const flood = Array.from({ length: 40 }, () => ask(madeUp(), { ip: someAddress() }));
    expect((await ask(slug, { cookie })).status).toBe(200);
    await Promise.all(flood);
    expect(lookUps.most).toBeLessThanOrEqual(4);
  });

  test("where nobody vouches for addresses, a workspace nobody knew yet still gets in", async () => {
    const { slug } = await onFree();
    expect((await statuses(40, () => ask(madeUp())))[429]).toBe(20);
    expect((await ask(slug)).status).toBe(200);
  });

  test("a name that no workspace can have is never looked up", async () => {
    for (const slug of ["a", "-x-", "a--b", "xn--80ak6aa92e", "x".repeat(60), "1st", "a_b"]) await ask(slug);
    expect(lookUps.made).toBe(0);
  });
});
