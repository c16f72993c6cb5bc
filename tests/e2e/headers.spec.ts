import { type Answer, type Ask, ask } from "../support/raw";
import { type Route, routes, staticFiles } from "./routes";
import { type SecondServer, startSecondServer } from "./second-server";
import { addresses, expect, signIn, test, unique, workspaceUrl } from "./support";

let port = 0;
test.beforeAll(async () => {
  port = (await addresses()).appPort;
});

const get = (host: string, path: string, more: Partial<Ask> = {}) => ask({ port, host, path, ...more });

function hostOf({ kind }: Route, rootDomain: string): string {
  if (kind === "workspace") return `acme.${rootDomain}`;
  return kind === "console" ? `admin.${rootDomain}` : rootDomain;
}

const everywhere = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** What every answer of ours says, whoever made it. */
function expectPolicy({ headers, status }: Answer, what: string): void {
  expect.soft(headers, `${what} (${status})`).toMatchObject(everywhere);
  expect.soft(headers["permissions-policy"], `${what}: permissions`).toMatch(/camera=\(\).*geolocation=\(\)/);
  expect
    .soft(headers["referrer-policy"], `${what}: referrer`)
    .toMatch(/^(?:strict-origin-when-cross-origin|no-referrer)$/);
  expect.soft(headers["content-security-policy"], `${what}: policy`).toContain("frame-ancestors 'none'");
  expect.soft(headers["x-powered-by"], `${what}: maker`).toBeUndefined();
  expect
    .soft(
      Object.keys(headers).filter((name) => name.startsWith("x-middleware")),
      what,
    )
    .toEqual([]);
}

/** What belongs to one host and one person is kept by nobody in between. */
function expectPrivate({ headers }: Answer, what: string): void {
  expect.soft(headers["cache-control"], `${what}: cache`).toMatch(/private.*no-store|^no-store/);
  expect.soft(headers.vary, `${what}: vary`).toMatch(/\bhost\b/i);
}

const isPublic = (path: string) => ["/icon.svg", "/robots.txt"].includes(path);

test("every route of the build answers with the same policy, to anybody", async () => {
  const all = await routes();
  expect(all.length).toBeGreaterThan(40);
  for (const route of all) {
    const answer = await get(hostOf(route, `localhost:${port}`), route.path);
    expectPolicy(answer, route.name);
    if (!isPublic(route.path)) expectPrivate(answer, route.name);
  }
});

test("a member's pages carry it too", async ({ page, context }) => {
  await signIn(page, "acme", "mira@acme.example");
  const cookie = (await context.cookies(workspaceUrl("acme"))).map(({ name, value }) => `${name}=${value}`);
  for (const route of await routes()) {
    if (route.kind !== "workspace" || route.path.startsWith("/auth")) continue;
    const answer = await get(`acme.localhost:${port}`, route.path, {
      headers: { cookie: cookie.join("; ") },
    });
    expectPolicy(answer, route.name);
    expectPrivate(answer, route.name);
  }
});

test("an address that holds a secret is told to nobody, and the others to nobody else", async () => {
  for (const route of await routes()) {
    if (route.kind === "bare") continue;
    const { headers } = await get(hostOf(route, `localhost:${port}`), route.path);
    const isSecret = route.name.includes("[token]") || route.path.startsWith("/auth/");
    expect
      .soft(headers["referrer-policy"], route.name)
      .toBe(isSecret ? "no-referrer" : "strict-origin-when-cross-origin");
  }
});

test("what no route made answers with it as well", async () => {
  const here = `localhost:${port}`;
  const asked: [string, string, string, Partial<Ask>?][] = [
    ["a page nobody wrote", here, "/no-such-page"],
    ["a workspace nobody opened", `nobody-here.${here}`, "/"],
    ["a foreign host", "evil.example", "/"],
    ["a doubled slash", here, "/a//b"],
    ["a trailing slash", here, "/pricing/"],
    ["the alias of the root domain", `www.${here}`, "/pricing"],
    ["a script that is gone", here, "/_next/static/gone.js"],
    ["the image optimizer", here, "/_next/image?url=%2Ficon.svg&w=64&q=75"],
    ["an unsigned webhook", here, "/api/stripe/webhook", { method: "POST", body: "{}" }],
    ["an API call of a stranger", `acme.${here}`, "/api/usage", { method: "POST", body: "{}" }],
    ["a method nobody serves", here, "/", { method: "DELETE" }],
    ["a trace", here, "/", { method: "TRACE" }],
    ["a trace of a route behind no middleware", here, "/api/health", { method: "TRACE" }],
    ["a broken escape", here, "/%E0%A4%A"],
    [
      "a form from another site",
      here,
      "/sign-in",
      { method: "POST", headers: { origin: "https://evil.example" } },
    ],
    ["a body without an end", here, "/sign-in", { method: "POST", body: "x".repeat(3_000_000) }],
  ];
  for (const [what, host, path, more] of asked) expectPolicy(await get(host, path, more), what);
});

test("files of the build stay cacheable for ever and name the policy", async () => {
  const files = await staticFiles();
  expect(files.length).toBeGreaterThan(1);
  for (const path of files) {
    const answer = await get(`acme.localhost:${port}`, path);
    expectPolicy(answer, path);
    expect(answer.headers["cache-control"], path).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.vary ?? "", path).not.toMatch(/host/i);
  }
});

test("nothing is promised about https where the site speaks http", async () => {
  for (const path of ["/", "/icon.svg", "/api/health"])
    expect((await get(`localhost:${port}`, path)).headers["strict-transport-security"]).toBeUndefined();
});

test.describe("on https, with the subdomains promised", () => {
  let server: SecondServer;
  test.beforeAll(async () => {
    server = await startSecondServer({ APP_SCHEME: "https", HSTS_SUBDOMAINS: "1" });
  });
  test.afterAll(() => server.stop());

  test("the root domain promises https for itself and what is below it, a workspace for itself", async () => {
    const asking = (host: string, path: string) => ask({ port: server.port, host, path });
    const root = await asking(`localhost:${server.port}`, "/");
    expect(root.headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
    const workspace = await asking(`acme.localhost:${server.port}`, "/sign-in");
    expect(workspace.headers["strict-transport-security"]).toBe("max-age=63072000");
    for (const path of ["/api/health", "/a//b", "/_next/static/gone.js"])
      expect((await asking(`localhost:${server.port}`, path)).headers["strict-transport-security"]).toContain(
        "max-age=63072000",
      );
  });
});

test.describe("where workspaces share one host", () => {
  let server: SecondServer;
  test.beforeAll(async () => {
    server = await startSecondServer({ TENANT_ROUTING: "path" });
  });
  test.afterAll(() => server.stop());

  test("every route keeps the policy, and secrets in addresses stay there", async () => {
    for (const route of await routes()) {
      const path = route.kind === "workspace" ? `/t/acme${route.path === "/" ? "" : route.path}` : route.path;
      const answer = await ask({
        port: server.port,
        host: hostOf(
          { ...route, kind: route.kind === "workspace" ? "site" : route.kind },
          `localhost:${server.port}`,
        ),
        path,
      });
      expectPolicy(answer, path);
      if (!isPublic(route.path)) expectPrivate(answer, path);
      if (route.name.includes("[token]"))
        expect.soft(answer.headers["referrer-policy"], path).toBe("no-referrer");
    }
    const unknown = await ask({
      port: server.port,
      host: `localhost:${server.port}`,
      path: `/t/${unique("no")}`,
    });
    expectPolicy(unknown, "a workspace nobody opened");
  });
});
