import type { Page } from "@playwright/test";
import { expect, signIn, slowly, test, unique, workspaceUrl } from "./support";

/** What the keyboard stands on, in words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return "nothing";
    return `${active.localName}: ${(active.getAttribute("aria-label") ?? active.textContent ?? "").trim()}`;
  });

const expectFocus = (page: Page, on: string | RegExp) =>
  expect.poll(() => focused(page), { message: "where the keyboard is" }).toMatch(on);

/** Opens the list of the demo's owner at two projects of nobody else's. */
async function withProjects(page: Page, ...endings: string[]): Promise<string[]> {
  const stem = unique("keys");
  await signIn(page, "acme", "mira@acme.example");
  const names = endings.map((ending) => `${stem} ${ending}`);
  for (const name of names) {
    await page.goto(workspaceUrl("acme", "/projects/new"));
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Create project" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  }
  await page.goto(workspaceUrl("acme", `/projects?sort=name&search=${stem}`));
  return names;
}

const open = async (page: Page, project: string, item: string) => {
  await page.getByRole("button", { name: `Actions for ${project}` }).press("Enter");
  await page.getByRole("menuitem", { name: item }).press("Enter");
};

test("a row's dialog gives the focus back to the row's menu, given up or done", async ({ page }) => {
  const [alpha = ""] = await withProjects(page, "Alpha");
  await open(page, alpha, "Rename");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expectFocus(page, `button: Actions for ${alpha}`);
  await open(page, alpha, "Delete");
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await expectFocus(page, `button: Actions for ${alpha}`);
  await open(page, alpha, "Rename");
  await page.getByRole("dialog").getByLabel("Name").fill(`${alpha}bet`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: `${alpha}bet` })).toBeVisible();
  await expectFocus(page, `button: Actions for ${alpha}bet`);
});

test("a row that goes hands the focus to the next one, and the last one to the heading", async ({ page }) => {
  const [alpha = "", beta = ""] = await withProjects(page, "Alpha", "Beta");
  await open(page, alpha, "Delete");
  await page.getByRole("alertdialog").getByRole("textbox").fill(alpha);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: alpha })).toHaveCount(0);
  await expectFocus(page, `button: Actions for ${beta}`);
  await open(page, beta, "Archive");
  await expect(page.getByText(/^No project is called/)).toBeVisible();
  await expectFocus(page, "h1: Projects");
});

test("a question asked from a list, the end of a session and a toast leave the focus near", async ({
  page,
  browser,
}) => {
  for (const _ of [1, 2, 3]) {
    const other = await (await browser.newContext()).newPage();
    await signIn(other, "acme", "ingrid@acme.example");
    await other.context().close();
  }
  await signIn(page, "acme", "ingrid@acme.example");
  await page.goto(workspaceUrl("acme", "/settings/security"));
  const buttons = page.getByRole("button", { name: /^End session/ });
  await expect(buttons.nth(2)).toBeVisible();
  const before = await buttons.count();
  await buttons.first().press("Enter");
  await expect(buttons).toHaveCount(before - 1);
  await expectFocus(page, /^button: End session/);
  await page.getByRole("button", { name: "Dismiss" }).first().press("Enter");
  await expect(page.getByRole("button", { name: "Dismiss" })).toHaveCount(0);
  await expectFocus(page, /^button: End session/);
  await page.getByRole("button", { name: "End all other sessions" }).press("Enter");
  await page.getByRole("button", { name: "End sessions" }).press("Enter");
  await expect(buttons).toHaveCount(0);
  await expectFocus(page, /^(h1|h2|h3|button):/);
});

test("the palette and the menus of the shell give the focus back", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.getByRole("button", { name: "Search or jump to" }).press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expectFocus(page, /^button: Search or jump to/);
  await page.getByRole("button", { name: /^Workspace: / }).press("Enter");
  await page.keyboard.press("Escape");
  await expectFocus(page, /^button: .*Workspace: Acme/);
});

test("a form that leads on, and a link, put the keyboard at the new page's heading", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await expectFocus(page, /^h1: Welcome/);
  await page.goto(workspaceUrl("acme", "/projects/new"));
  const name = unique("onward");
  await page.getByLabel("Name").fill(name);
  await page.keyboard.press("Enter");
  await page.waitForURL(/projects\/prj_/);
  await expectFocus(page, `h1: ${name}`);
  await page.getByRole("link", { name: "Projects" }).last().press("Enter");
  await page.waitForURL(/projects$/);
  await expectFocus(page, /^h1: Projects$/);
});

test("a page that takes its time gets the keyboard at its heading, too", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/projects/new"));
  await slowly(page, "/projects", async () => {
    await page.getByRole("main").getByRole("link", { name: "Projects" }).press("Enter");
    await expectFocus(page, /^main: Loading/);
  });
  await expectFocus(page, /^h1: Projects$/);
});

test("a form that stays keeps the focus on its button", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/settings/profile"));
  await page.getByRole("button", { name: "Save profile" }).press("Enter");
  await expect(page.getByText("Profile saved", { exact: true })).toBeVisible();
  await expectFocus(page, "button: Save profile");
});
