import type { Locator, Page } from "@playwright/test";
import { type SecondServer, startSecondServer } from "./second-server";
import { expect, openWorkspace, password, test } from "./support";

/** The same build where all workspaces share one host, each below `/t/<slug>`. */
let server: SecondServer;
test.beforeAll(async () => {
  server = await startSecondServer({ TENANT_ROUTING: "path" });
});
test.afterAll(() => server.stop());

const rootUrl = (path: string) => `http://localhost:${server.port}${path}`;

/** Somebody's way through the pages of one workspace. */
function walk(page: Page, slug: string) {
  const base = `/t/${slug}`;
  const goTo = (path: string) => page.goto(rootUrl(base + path));
  /** The page is there, and every path it leads to is the workspace's. */
  const expectAt = async (path: string | RegExp) => {
    await expect(page).toHaveURL(typeof path === "string" ? rootUrl(base + path) : path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // A link to the page it stands on loads it anew, and for a moment there is none.
    let paths: (string | null)[] = [];
    await expect(async () => {
      paths = await page
        .locator('a[href^="/"], form[action^="/"]')
        .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? one.getAttribute("action")));
      expect(paths).not.toEqual([]);
    }).toPass();
    expect(paths.filter((one) => one !== base && !one?.startsWith(`${base}/`))).toEqual([]);
  };
  const follow = async (name: string, path: string | RegExp, from: Page | Locator = page) => {
    await from.getByRole("link", { name }).first().click();
    await expectAt(path);
  };
  return { goTo, expectAt, follow };
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A workspace of its own, its owner signed in, on the dashboard. */
async function enter(page: Page) {
  const { slug, owner } = await openWorkspace(page, "Under One Roof");
  const way = walk(page, slug);
  await way.goTo("/sign-in");
  await signIn(page, owner.email);
  await way.expectAt("");
  return { ...way, slug };
}

test("whoever has to sign in stays below the workspace's address and comes back to where they were", async ({
  page,
}) => {
  const { slug, owner } = await openWorkspace(page, "The Way In");
  const { goTo, expectAt, follow } = walk(page, slug);
  await goTo("/sign-in");
  await follow("Forgot your password?", "/forgot-password");
  await follow("Back to sign-in", "/sign-in");
  await follow("The Way In", "/sign-in");
  await goTo("/settings/members");
  await expectAt("/sign-in?next=%2Fsettings%2Fmembers");
  await signIn(page, owner.email);
  await expectAt("/settings/members");
});

test("whoever walks through a workspace stays below its address", async ({ page }) => {
  const { slug, follow, expectAt } = await enter(page);
  const sidebar = page.getByRole("navigation", { name: "Workspace" });
  const settings = page.getByRole("navigation", { name: "Settings" });
  await follow("Projects", "/projects", sidebar);
  await expect(sidebar.getByRole("link", { name: "Projects" })).toHaveAttribute("aria-current", "page");
  await follow("New project", "/projects/new");
  await page.getByLabel("Name").fill("Roof garden");
  await page.getByRole("button", { name: "Create project" }).click();
  await expectAt(new RegExp(`/t/${slug}/projects/prj_\\w+$`));
  await follow("Projects", "/projects", page.getByRole("navigation", { name: "Breadcrumb" }));
  await page.getByLabel("Search projects by name").fill("roof");
  await expectAt("/projects?search=roof");
  await follow("Roof garden", new RegExp(`/t/${slug}/projects/prj_\\w+$`));
  await follow("Settings", "/settings/general", sidebar);
  await follow("Billing", "/settings/billing", settings);
  await follow("Quarterly", "/settings/billing?interval=quarterly");
  await follow("Members", "/settings/members", settings);
  await follow("Back to workspace", "", settings);
  await expect(sidebar.getByRole("link", { name: "Dashboard" })).toHaveAttribute("aria-current", "page");
});

test("what asks by its address asks below it too", async ({ page }) => {
  const { goTo, follow, expectAt } = await enter(page);
  await goTo("/settings/members");
  await page.getByLabel("Search members").fill("nobody");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expectAt(/\/t\/[^/]+\/settings\/members\?.*\bsearch=nobody\b/);
  await follow("Show everybody", "/settings/members");
  await goTo("/settings/audit?cursor=x");
  await page.getByLabel("What").selectOption("project");
  await page.getByRole("button", { name: "Filter" }).click();
  await expectAt(/\/t\/[^/]+\/settings\/audit\?.*\bnoun=project\b/);
  await page.getByRole("button", { name: "Search or jump to" }).click();
  await page.getByPlaceholder("Search or jump to").fill("billing");
  await page.getByRole("option", { name: "Billing" }).click();
  await expectAt("/settings/billing");
});

test("a missing page leads back into the workspace", async ({ page }) => {
  const { goTo, follow } = await enter(page);
  for (const missing of ["/no-such-page", `/projects/prj_${"0".repeat(26)}`]) {
    await goTo(missing);
    await follow("Go to the dashboard", "");
  }
});

test("without scripts links lead there as well, and on the root domain to itself", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const { goTo, follow } = walk(page, "acme");
  await goTo("/sign-in");
  await follow("Forgot your password?", "/forgot-password");
  await page.goto(rootUrl("/sign-in"));
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page).toHaveURL(rootUrl("/forgot-password"));
  await context.close();
});
