import { ask } from "../support/raw";
import { hiddenFields, multipart, scripted } from "./forms";
import { serverFunctions } from "./routes";
import { addresses, expect, linkIn, mailTo, openWorkspace, test, unique, workspaceUrl } from "./support";

let port = 0;
let action = "";
test.beforeAll(async () => {
  port = (await addresses()).appPort;
  action = (await serverFunctions()).find(({ name }) => name === "signInAction")?.id ?? "";
  expect(action).not.toBe("");
});

type Headers = Record<string, string>;

/** Signs in with a wrong password, as a script and as a bare form; 200 says that the form was read. */
async function submit(host: string, headers: Headers, path = "/sign-in") {
  const typed = { email: `${unique("who")}@example.com`, password: "not the password" };
  const byScript = scripted(typed);
  const page = await ask({ port, host: `acme.localhost:${port}`, path });
  const bare = multipart({ ...hiddenFields(page.body), ...typed });
  const [script, form] = await Promise.all([
    ask({
      port,
      host,
      path,
      ...byScript,
      headers: { ...headers, "content-type": byScript.type, "next-action": action },
    }),
    ask({
      port,
      host,
      path,
      ...bare,
      headers: { ...headers, accept: "text/html", "content-type": bare.type },
    }),
  ]);
  return { script, form };
}

const ways = (origin: string): [string, Headers][] => [
  ["a browser that names the origin", { origin }],
  ["a browser that names the origin and the site", { origin, "sec-fetch-site": "same-origin" }],
];

test("a form is read behind every spelling of its own host", async () => {
  const own = `http://acme.localhost:${port}`;
  const spellings: [host: string, origin: string][] = [
    [`acme.localhost:${port}`, own],
    [`ACME.LocalHost:${port}`, own],
    [`acme.localhost.:${port}`, own],
    [`acme.localhost.:${port}`, `http://acme.localhost.:${port}`],
    // nginx's $host has no port; the browser's Origin has the one of the site.
    ["acme.localhost", own],
    ["acme.localhost", "http://acme.localhost"],
    ["acme.localhost:80", "http://acme.localhost"],
    ["acme.localhost:443", "https://acme.localhost"],
    ["acme.localhost:443", own],
    ["ACME.localhost.:443", "https://acme.localhost"],
  ];
  for (const [host, origin] of spellings) {
    for (const [way, headers] of ways(origin)) {
      const { script, form } = await submit(host, headers);
      const what = `Host ${host}, Origin ${origin}, ${way}`;
      expect.soft([script.status, form.status], what).toEqual([200, 200]);
      expect.soft(script.body, what).toContain('"status":"error"');
      expect.soft(form.body, what).toContain('role="alert"');
    }
  }
});

test("a page that sends no referrer may still send its form", async () => {
  const { script, form } = await submit(`acme.localhost:${port}`, {
    origin: "null",
    "sec-fetch-site": "same-origin",
  });
  expect([script.status, form.status]).toEqual([200, 200]);
});

test("a proxy's own idea of the host changes nothing", async () => {
  const { script, form } = await submit(`acme.localhost:${port}`, {
    origin: `http://acme.localhost:${port}`,
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example",
  });
  expect([script.status, form.status]).toEqual([200, 200]);
});

test("a form of anybody else is refused, whatever the host's spelling", async () => {
  const strangers: Headers[] = [
    { origin: "https://evil.example" },
    { origin: `http://globex.localhost:${port}` },
    { origin: `http://localhost:${port}` },
    { origin: `http://acme.localhost:${port + 1}` },
    { origin: `http://acme.localhost.evil.example:${port}` },
    { origin: "null" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: `http://acme.localhost:${port}`, "sec-fetch-site": "same-site" },
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { origin: "not an origin" },
    { "sec-fetch-site": "none" },
    {},
  ];
  for (const host of [`acme.localhost:${port}`, "acme.localhost", "ACME.localhost.:443"]) {
    for (const headers of strangers) {
      const { script, form } = await submit(host, headers);
      expect.soft([script.status, form.status], `${host} ${JSON.stringify(headers)}`).toEqual([403, 403]);
      expect.soft(script.headers["content-type"]).toContain("text/plain");
      expect.soft(form.headers["content-type"]).toContain("text/html");
    }
  }
});

test("an action id of an older deploy is told apart from a fault", async () => {
  const { body, type } = scripted({});
  const answer = await ask({
    port,
    host: `acme.localhost:${port}`,
    path: "/sign-in",
    method: "POST",
    body,
    headers: {
      origin: `http://acme.localhost:${port}`,
      "content-type": type,
      "next-action": "7f".padEnd(42, "0"),
    },
  });
  expect(answer.headers["x-nextjs-action-not-found"]).toBe("1");
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

test("without scripts, a page whose address is a secret still sends its form", async ({ page, browser }) => {
  const { slug, owner } = await openWorkspace(page, "Quiet Referrer");
  const context = await browser.newContext({ javaScriptEnabled: false });
  const bare = await context.newPage();
  await bare.goto(workspaceUrl(slug, "/forgot-password"));
  await bare.getByLabel("E-mail").fill(owner.email);
  await bare.getByRole("button").last().click();
  const opened = await bare.goto(linkIn(await mailTo(owner.email, /password/i), "/reset-password/"));
  expect(opened?.headers()["referrer-policy"]).toBe("no-referrer");
  await bare
    .getByLabel(/password/i)
    .first()
    .fill("another quiet passphrase");
  await bare.locator("form").getByRole("button").last().click();
  await bare.waitForURL(/sign-in\?notice=password-changed/);
  await context.close();
});
