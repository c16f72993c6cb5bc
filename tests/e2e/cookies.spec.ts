import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, expect } from "@playwright/test";
import { test as base, linkIn, mailTo, password, rootUrl, unique, workspaceUrl } from "./support";

const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };

/** A browser whose owner has blocked all cookies. */
const test = base.extend<{ hasScripts: boolean; strict: BrowserContext }>({
  hasScripts: [true, { option: true }],
  strict: async ({ hasScripts, launchOptions }, use) => {
    const profile = await mkdtemp(path.join(tmpdir(), "no-cookies-"));
    await mkdir(path.join(profile, "Default"));
    await writeFile(path.join(profile, "Default", "Preferences"), JSON.stringify(blocked));
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      javaScriptEnabled: hasScripts,
    });
    await use(context);
    await context.close();
    await rm(profile, { recursive: true, force: true });
  },
});

for (const hasScripts of [true, false]) {
  test.describe(hasScripts ? "with scripts" : "without scripts", () => {
    test.use({ hasScripts });

    test("signing in without cookies says that they are needed, on a workspace and on the root domain", async ({
      strict,
    }) => {
      const page = await strict.newPage();
      for (const url of [workspaceUrl("acme", "/sign-in?next=/projects"), rootUrl("/sign-in")]) {
        await page.goto(url);
        await page.getByLabel("E-mail").fill("mira@acme.example");
        await page.getByLabel("Password", { exact: true }).fill(password);
        await page.getByRole("button", { name: "Sign in" }).click();
        await expect(page.getByText("Signing in needs a cookie")).toBeVisible();
        expect(new URL(page.url()).pathname).toBe("/sign-in");
      }
    });
  });
}

test("opening a workspace without cookies says so at its door", async ({ strict }) => {
  const page = await strict.newPage();
  const slug = unique("strict");
  await page.goto(rootUrl("/sign-up"));
  await page.getByLabel("Workspace name").fill("Strict");
  await page.getByLabel("Address").fill(slug);
  await page.getByLabel("Your name").fill("Kim Larsen");
  await page.getByLabel("E-mail").fill(`${slug}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(linkIn(await mailTo(`${slug}@example.com`), "/confirm/"));
  await page.getByLabel("Your name").fill("Kim Larsen");
  await page.getByLabel("Choose a password").fill(password);
  await page.getByRole("button", { name: "Open workspace" }).click();
  await expect(page.getByText("Signing in needs a cookie")).toBeVisible();
});

test("with cookies nobody hears of them, and the page that was wanted is where one ends", async ({
  page,
}) => {
  await page.goto(workspaceUrl("acme", "/projects?status=all"));
  await page.getByLabel("E-mail").fill("mira@acme.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(workspaceUrl("acme", "/projects?status=all"));
  await page.context().clearCookies();
  await page.goto(workspaceUrl("acme", "/auth/start?from=root&next=/projects"));
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fprojects$/);
  await expect(page.getByText("needs a cookie")).toHaveCount(0);
});
