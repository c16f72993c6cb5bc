import type { Page } from "@playwright/test";
import { type SecondServer, startSecondServer } from "./second-server";
import { expect, openWorkspace, password, test } from "./support";

/** Where all workspaces share one host, below `/t/<slug>`. */
let server: SecondServer;
test.beforeAll(async () => {
  server = await startSecondServer({ TENANT_ROUTING: "path" });
});
test.afterAll(() => server.stop());

const addressOf = (slug: string, path = "") => `http://localhost:${server.port}/t/${slug}${path}`;

async function expectToBe(page: Page, address: string): Promise<void> {
  await expect(page).toHaveURL(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const { pathname } = new URL(address);
  const [, base = ""] = /^(\/t\/[^/]+)/.exec(pathname) ?? [];
  const paths = await page
    .locator('a[href^="/"], form[action^="/"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? one.getAttribute("action") ?? ""));
  expect(paths.length, address).toBeGreaterThan(0);
  expect(
    paths.filter((path) => path !== base && !path.startsWith(`${base}/`)),
    address,
  ).toEqual([]);
}

async function signInAt(page: Page, slug: string, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expectToBe(page, addressOf(slug));
}

test("whoever walks through a workspace stays below its address", async ({ page }) => {
  const { slug, owner } = await openWorkspace(page, "Under One Roof");
  const follow = async (
    name: string | RegExp,
    path: string,
    within: Page | ReturnType<Page["locator"]> = page,
  ) => {
    await within.getByRole("link", { name }).first().click();
    await expectToBe(page, addressOf(slug, path));
  };

  await page.goto(addressOf(slug, "/settings/members"));
  await expectToBe(page, addressOf(slug, "/sign-in?next=%2Fsettings%2Fmembers"));
  await follow("Forgot your password?", "/forgot-password");
  await follow("Back to sign-in", "/sign-in");
  await signInAt(page, slug, owner.email);

  const sidebar = page.getByRole("navigation", { name: "Workspace" });
  const settings = page.getByRole("navigation", { name: "Settings" });
  await follow("Projects", "/projects", sidebar);
  await expect(sidebar.getByRole("link", { name: "Projects" })).toHaveAttribute("aria-current", "page");
  await follow("New project", "/projects/new");
  await page.getByLabel("Name").fill("Roof garden");
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("heading", { name: "Roof garden", level: 1 })).toBeVisible();
  const project = new URL(page.url()).pathname;
  expect(project).toMatch(new RegExp(`^/t/${slug}/projects/prj_`));
  await follow("Projects", "/projects", page.getByRole("navigation", { name: "Breadcrumb" }));
  await page.getByRole("link", { name: "Roof garden" }).click();
  await expect(page).toHaveURL(`http://localhost:${server.port}${project}`);
  await page.goBack();
  await page.getByRole("searchbox").fill("roof");
  await expectToBe(page, addressOf(slug, "/projects?search=roof"));
  await follow("Settings", "/settings/general", sidebar);
  await follow("Billing", "/settings/billing", settings);
  await follow(/^Quarterly/, "/settings/billing?interval=quarterly");
  await follow("Members", "/settings/members", settings);
  await page.getByLabel("Search members").fill("nobody at all");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expectToBe(page, addressOf(slug, "/settings/members?search=nobody+at+all"));
  await follow("Show everybody", "/settings/members");
  await follow("Audit log", "/settings/audit", settings);
  await page.getByLabel("What").selectOption("project");
  await page.getByRole("button", { name: "Filter" }).click();
  await expectToBe(page, addressOf(slug, "/settings/audit?noun=project&member=&risk="));
  await follow("Dashboard", "", sidebar);
});

test("the palette, a missing page and a closed one lead on below it too", async ({ page }) => {
  const { slug, owner } = await openWorkspace(page, "Roof Two");
  await page.goto(addressOf(slug, "/sign-in"));
  await signInAt(page, slug, owner.email);
  await page.getByRole("button", { name: /Search/ }).click();
  await page.getByPlaceholder("Search or jump to").fill("audit");
  await page.getByRole("option", { name: "Audit log" }).click();
  await expectToBe(page, addressOf(slug, "/settings/audit"));
  for (const missing of ["/no-such-page", `/projects/prj_${"0".repeat(26)}`]) {
    await page.goto(addressOf(slug, missing));
    await page.getByRole("link", { name: "Go to the dashboard" }).click();
    await expectToBe(page, addressOf(slug));
  }
});

test("without scripts the links lead there as well, and on the root domain to itself", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(addressOf("acme", "/sign-in"));
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expectToBe(page, addressOf("acme", "/forgot-password"));
  await page.goto(`http://localhost:${server.port}/sign-in`);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page).toHaveURL(`http://localhost:${server.port}/forgot-password`);
  await context.close();
});
