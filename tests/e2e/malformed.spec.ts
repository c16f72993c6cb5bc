import { type Answer, type Ask, ask, send } from "../support/raw";
import { oddAddress, oddBytes, oddCall, oddHeaders, oddTexts, seeded } from "./malformed";
import { type Route, routes, serverFunctions } from "./routes";
import { type SecondServer, startSecondServer } from "./second-server";
import { cli, expect, openWorkspace, test, workspaceUrl } from "./support";

let server: SecondServer;
let slug = "";
let cookie = "";

/** A workspace of its own: some of what is sent may mean something after all. */
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  ({ slug } = await openWorkspace(page, "Odd Requests"));
  await cli("plan", "grant", slug, "--plan", "business", "--reason", "Many requests");
  const kept = await page.context().cookies(workspaceUrl(slug));
  cookie = kept.map(({ name, value }) => `${name}=${value}`).join("; ");
  await page.close();
  server = await startSecondServer();
});
test.afterAll(async () => {
  await server.stop();
  expect(alarms().slice(0, 20), "nor is what was written last").toEqual([]);
});

const hostOf = ({ kind }: Pick<Route, "kind">) =>
  `${{ site: "", bare: "", workspace: `${slug}.`, console: "admin." }[kind]}localhost:${server.port}`;

function tell(route: Pick<Route, "kind">, more: Omit<Ask, "port" | "host">): Promise<Answer> {
  const host = hostOf(route);
  const headers = { cookie, origin: `http://${host}`, ...more.headers };
  return ask({ ...more, port: server.port, host, headers });
}

/** Lines that would wake somebody: our own from error up, and what Next prints of what it could not handle. */
const alarms = () =>
  server
    .lines()
    .filter(
      (line) =>
        /"level":"(?:error|fatal)"|⨯|Error\b|Unhandled|uncaught/.test(line) && !/"level":"warn"/.test(line),
    );

test.afterEach(() => {
  expect(alarms().slice(0, 20), "a caller's mistake is no alarm").toEqual([]);
});

const workspacePage = { kind: "workspace" } as const;

const named: [what: string, address: string][] = [
  ["a confirmation of 200 letters", `/confirm/${"a".repeat(200)}`],
  ["a sign-in of 200 letters", `/sign-in/${"a".repeat(200)}`],
  ["a reset of 200 letters", `/reset-password/${"a".repeat(200)}`],
  ["an invitation of 200 letters", `/invitations/${"a".repeat(200)}`],
  ["an invoice nobody has", "/settings/billing/invoices/a%00b"],
  ["a project nobody has", "/projects/a%00b"],
  ["a checkout with a NUL", "/settings/billing/return?session_id=a%00b"],
];
for (const [what, path] of named)
  test(`${what} is not found`, async () => {
    expect((await tell(workspacePage, { path })).status).toBe(404);
  });

test("a secret of the wrong shape on the root domain is not found", async () => {
  for (const path of [`/reset-password/${"a".repeat(200)}`, `/verify-email/${"a".repeat(200)}`])
    expect((await tell({ kind: "site" }, { path, headers: { cookie: "" } })).status, path).toBe(404);
});

test("a way on in other letters leads there in ASCII", async () => {
  const { status, headers } = await tell(workspacePage, { path: "/sign-in?next=/%E6%97%A5%E6%9C%AC" });
  expect(status).toBe(307);
  expect(headers.location).toBe("/%E6%97%A5%E6%9C%AC");
  const away = await tell(workspacePage, { path: "/projects?search=%E6%97%A5", headers: { cookie: "" } });
  expect(away.headers.location).toMatch(/^[\x21-\x7e]+$/);
});

test("a place in a list that cannot be is its first page", async () => {
  for (const path of ["/projects", "/settings/billing", "/settings/members", "/settings/audit"])
    for (const place of oddTexts.slice(-8))
      expect(
        (await tell(workspacePage, { path: `${path}?cursor=${place}` })).status,
        `${path} ${place}`,
      ).toBe(200);
});

test("a body beyond what a form holds is refused before it is read", async () => {
  const signIn = (await serverFunctions()).find(({ name }) => name === "signInAction");
  const ways: Record<string, string>[] = [
    { "content-type": "text/plain", "next-action": signIn?.id ?? "" },
    { "content-type": "multipart/form-data; boundary=x", "next-action": signIn?.id ?? "" },
    { "content-type": "multipart/form-data; boundary=x" },
  ];
  for (const headers of ways) {
    const post = (bytes: number, more = {}) =>
      tell(workspacePage, {
        path: "/sign-in",
        method: "POST",
        headers: { ...headers, ...more },
        body: "x".repeat(bytes),
      });
    expect((await post(10_000_000)).status).toBe(413);
    expect([400, 413]).toContain((await post(2_000_000, { "transfer-encoding": "chunked" })).status);
  }
});

test("a method nobody serves is named together with those that are", async () => {
  for (const method of ["DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]) {
    const { status, headers } = await tell(workspacePage, { path: "/sign-in", method });
    expect(status, method).toBe(405);
    expect(headers.allow, method).toBe("GET, HEAD, POST");
  }
  expect((await tell({ kind: "bare" }, { path: "/api/health", method: "TRACE" })).status).toBe(400);
});

test("what is refused at the door leaves a warning, without the address", async () => {
  const path = `/reset-password/${"s".repeat(43)}`;
  const headers = { origin: "https://evil.example" };
  expect((await tell(workspacePage, { path, method: "POST", headers, body: "x" })).status).toBe(403);
  const lines = () => server.lines().filter((line) => line.includes("https://evil.example"));
  await expect.poll(lines).toEqual([expect.stringMatching(/"level":"warn".*"code":"forbidden"/)]);
  expect(lines().join()).not.toContain("sss");
});

test("no address, however odd, is a fault of the server", async () => {
  test.setTimeout(180_000);
  const draw = seeded(20261130);
  const known = await routes();
  for (let round = 0; round < 300; round++) {
    const route = draw(known);
    const headers = draw(oddHeaders);
    const path = oddAddress(draw, route);
    const { status } = await tell(route, { path, headers, method: draw(["GET", "GET", "GET", "HEAD"]) });
    expect.soft(status, `${route.name}: ${path} ${JSON.stringify(headers).slice(0, 120)}`).toBeLessThan(500);
  }
});

test("no call of a function, however odd, is a fault of the server", async () => {
  test.setTimeout(180_000);
  const draw = seeded(42);
  const functions = (await serverFunctions()).filter(({ name }) => !/signOut|revoke|leave/i.test(name));
  for (let round = 0; round < 400; round++) {
    const called = draw(functions);
    const call = oddCall(draw, called);
    const { status } = await tell(called.page, call);
    expect
      .soft(
        status,
        `${called.name} ${JSON.stringify(call.headers).slice(0, 200)} ${String(call.body).slice(0, 200)}`,
      )
      .toBeLessThan(500);
  }
});

test("arguments that are no form are refused, whatever function they are meant for", async () => {
  for (const { id, page } of await serverFunctions())
    for (const body of ["[]", '[{"status":"idle"},7]', '[null,{"__proto__":{}}]', "[", '["$K1"]']) {
      const headers = { "content-type": "text/plain;charset=UTF-8", "next-action": id };
      const { status } = await tell(page, { path: page.path, method: "POST", headers, body });
      expect.soft(status, `${page.name} ${id} ${body}`).toBeGreaterThanOrEqual(400);
      expect.soft(status, `${page.name} ${id} ${body}`).toBeLessThan(500);
    }
});

test("no bytes, however odd, are a fault of the server", async () => {
  const host = hostOf(workspacePage);
  for (const bytes of oddBytes(host))
    expect.soft(await send(server.port, bytes), bytes.slice(0, 120)).toBeLessThan(500);
});

test("after all of it the server still serves", async () => {
  expect((await tell(workspacePage, { path: "/" })).status).toBe(200);
});
