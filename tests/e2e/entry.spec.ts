import type { Browser, Page } from "@playwright/test";
import {
  expect,
  linkIn,
  mailTo,
  openWorkspace,
  password,
  rootUrl,
  test,
  unique,
  workspaceUrl,
} from "./support";

const ways = [
  "/.//evil.example/x",
  "/..//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "/\\evil.example",
];

async function fillSignIn(page: Page) {
  await page.getByLabel("E-mail").fill("robin@acme.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("signing in leads to no other host, on a workspace and on the root domain", async ({
      page,
      context,
    }) => {
      for (const [at, way] of [
        [workspaceUrl("acme", "/sign-in"), ways[0]],
        [rootUrl("/sign-in"), ways[2]],
      ] as const) {
        await context.clearCookies();
        await page.goto(`${at}?next=${encodeURIComponent(way ?? "")}`);
        await fillSignIn(page);
        await page.waitForURL((url) => !url.pathname.includes("sign-in"));
        expect(new URL(page.url()).origin).toBe(new URL(at).origin);
      }
    });
  });
}

test("who is signed in already is led to no other host either", async ({ page }) => {
  await page.goto(workspaceUrl("acme", "/sign-in"));
  await fillSignIn(page);
  await page.waitForURL(workspaceUrl("acme"));
  for (const way of [...ways, "/日本"]) {
    for (const path of ["/sign-in", "/auth/start"]) {
      await page.goto(workspaceUrl("acme", `${path}?next=${encodeURIComponent(way)}`));
      expect(new URL(page.url()).origin, `${path} ${way}`).toBe(new URL(workspaceUrl("acme")).origin);
    }
  }
});

const elsewhere = async (browser: Browser, javaScriptEnabled = true) =>
  (await browser.newContext({ javaScriptEnabled })).newPage();

test("the holder of an address that a stranger typed opens the workspace with a password of their own", async ({
  page,
  browser,
}) => {
  const slug = unique("co");
  const email = `${slug}@example.com`;
  await page.goto(rootUrl("/sign-up"));
  await page.getByLabel("Workspace name").fill("Borrowed Name");
  await page.getByLabel("Address").fill(slug);
  await page.getByLabel("Your name").fill("A Stranger");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("what the stranger typed 1");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const holder = await elsewhere(browser, false);
  await holder.goto(linkIn(await mailTo(email), "/confirm/"));
  await expect(holder.getByText(email).first()).toBeVisible();
  await expect(holder.getByRole("heading", { name: /Borrowed Name/ })).toBeVisible();
  await holder.getByLabel("Your name").fill("The Holder");
  await holder.getByLabel("Choose a password").fill(password);
  await holder.getByRole("button", { name: "Open workspace" }).click();
  await holder.waitForURL(workspaceUrl(slug));
  await expect(holder.getByText(/The Holder/).first()).toBeVisible();
  await holder.context().close();
});

test("a known address is answered like an unknown one, and its mail asks for the account's password", async ({
  page,
  browser,
}) => {
  const { owner } = await openWorkspace(page, "First One");
  const newestLink = async () => linkIn(await mailTo(owner.email), "/confirm/");
  const used = await newestLink();
  const visitor = await elsewhere(browser);
  const slug = unique("co");
  await visitor.goto(rootUrl("/sign-up"));
  await visitor.getByLabel("Workspace name").fill("Second One");
  await visitor.getByLabel("Address").fill(slug);
  await visitor.getByLabel("Your name").fill("Whoever");
  await visitor.getByLabel("E-mail").fill(owner.email);
  await visitor.getByLabel("Password", { exact: true }).fill("another password 12345");
  await visitor.getByRole("button", { name: "Create workspace" }).click();
  await expect(visitor.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await expect.poll(newestLink).not.toBe(used);
  await visitor.goto(await newestLink());
  await visitor.getByLabel("Password of your account").fill(password);
  await visitor.getByRole("button", { name: "Open workspace" }).click();
  await visitor.waitForURL(workspaceUrl(slug));
  await expect(visitor.getByRole("button", { name: new RegExp(owner.name) })).toBeVisible();
  await visitor.context().close();
});

/** Opens the sign-up page and lets its scripts come only after `work`. */
async function beforeWaking(page: Page, work: () => Promise<void>): Promise<void> {
  let wake = () => {};
  const gate = new Promise<void>((resolve) => {
    wake = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(rootUrl("/sign-up"), { waitUntil: "commit" });
  await work();
  wake();
}

test("an address typed before the page wakes up is kept and checked", async ({ page }) => {
  const slug = unique("early");
  await beforeWaking(page, async () => {
    await page.getByLabel("Workspace name").fill("Early Bird");
    await page.getByLabel("Address").fill(slug);
  });
  await expect(page.getByText("is free")).toContainText(slug);
  await expect(page.getByLabel("Address")).toHaveValue(slug);
  await expect(page.getByLabel("Workspace name")).toHaveValue("Early Bird");
});

test("a name typed before the page wakes up proposes its address", async ({ page }) => {
  const name = unique("early");
  await beforeWaking(page, () => page.getByLabel("Workspace name").fill(name));
  await expect(page.getByLabel("Address")).toHaveValue(name);
});
