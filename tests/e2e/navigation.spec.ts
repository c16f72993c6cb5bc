import type { Page } from "@playwright/test";
import { ask } from "../support/raw";
import { addresses, expect, signIn, slowly, test, unique, workspaceUrl } from "./support";

const sidebar = (page: Page) => page.getByRole("navigation", { name: "Workspace" });
const settings = (page: Page) => page.getByRole("navigation", { name: "Settings" });

test("a click shows at once where it leads: a line, the sidebar, and the outline of the page", async ({
  page,
}) => {
  await signIn(page, "acme", "mira@acme.example");
  await slowly(page, "/projects", async () => {
    await sidebar(page).getByRole("link", { name: "Projects" }).click();
    await expect(page.getByRole("progressbar", { name: "Loading the page" })).toBeVisible();
    await expect(sidebar(page).getByRole("link", { name: "Projects" })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await expect(page.locator("main [data-slot=skeleton]").first()).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(0);
    await expect(page).toHaveURL(workspaceUrl("acme"));
  });
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(
    page.locator("main > [data-slot=skeleton], main [role=status]:text('Loading the page')"),
  ).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Projects");
});

test("the settings have a sidebar of their own, and the way back", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await expect(sidebar(page).getByRole("link", { name: "Members" })).toHaveCount(0);
  await sidebar(page).getByRole("link", { name: "Settings" }).click();
  await page.waitForURL(workspaceUrl("acme", "/settings/general"));
  await expect(sidebar(page)).toHaveCount(0);
  await expect(settings(page).locator("[aria-current=page]")).toHaveText("General");
  await settings(page).getByRole("link", { name: "Security" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Security" })).toBeVisible();
  await expect(settings(page).locator("[aria-current=page]")).toHaveText("Security");
  await settings(page).getByRole("link", { name: "Back to workspace" }).click();
  await expect(sidebar(page).locator("[aria-current=page]")).toHaveText("Dashboard");
});

test("the old address of the account leads on", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/account"));
  await expect(page).toHaveURL(workspaceUrl("acme", "/settings/profile"));
});

test("a missing page and a forbidden one stand inside the shell, with their status", async ({ page }) => {
  await signIn(page, "acme", "wei@acme.example");
  for (const [path, status] of [
    ["/no-such-page", 404],
    [`/projects/prj_${"0".repeat(26)}`, 404],
    ["/settings/audit", 403],
  ] as const) {
    expect((await page.goto(workspaceUrl("acme", path)))?.status(), path).toBe(status);
    await expect(page.getByText(String(status), { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Search or jump to" })).toBeVisible();
  }
});

test("an address the API has not is answered in JSON", async () => {
  const port = (await addresses()).appPort;
  for (const method of ["GET", "POST", "DELETE"]) {
    const path = "/api/no-such-thing";
    const answer = await ask({ port, host: `acme.localhost:${port}`, path, method });
    expect(answer.status, method).toBe(404);
    expect(answer.headers["content-type"], method).toContain("application/json");
  }
});

test("the palette finds people and settings, keeps what it knows while the server is silent, and remembers", async ({
  page,
}) => {
  await signIn(page, "acme", "mira@acme.example");
  const open = () => page.keyboard.press("ControlOrMeta+k");
  const box = page.getByPlaceholder("Search or jump to");
  await page.getByRole("button", { name: "Search or jump to" }).click();
  await box.fill("tom");
  await page.getByRole("option", { name: /Tomás/ }).click();
  await expect(page).toHaveURL(/\/settings\/members\?search=/);
  await open();
  await expect(page.getByRole("option", { name: /Tomás/ })).toBeVisible();
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/*", async (route) => {
    if ("next-action" in route.request().headers()) await gate;
    await route.fallback();
  });
  await box.fill("audit");
  await page.getByRole("option", { name: "Audit log" }).click();
  await expect(page).toHaveURL(workspaceUrl("acme", "/settings/audit"));
  letGo();
  await page.unrouteAll({ behavior: "wait" });
});

test("letters lead on, ? lists them, and they can be turned off", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("?");
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await page.keyboard.press("?");
  await list.getByLabel("Use single letters as shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Help" }).click();
  await expect(page.getByRole("button", { name: "Keyboard shortcuts" })).toBeVisible();
  await expect(list).toBeHidden();
});

test("archiving is taken back from its toast", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  const name = unique("undone");
  await page.goto(workspaceUrl("acme", "/projects/new"));
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByText("More", { exact: true }).click();
  await page.getByRole("button", { name: "Archive project" }).click();
  await expect(page.getByRole("button", { name: "Restore project" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Project restored", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Archive project" })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("deleting asks for the name, and takes no other", async ({ page }) => {
      await signIn(page, "acme", "mira@acme.example");
      const name = unique("gone (a+b)");
      await page.goto(workspaceUrl("acme", "/projects/new"));
      await page.getByLabel("Name").fill(name);
      await page.getByRole("button", { name: "Create project" }).click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
      await page.getByText("More", { exact: true }).click();
      await page.getByRole("button", { name: "Delete project" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete project" });
      await dialog.getByRole("textbox").fill(`${name}x`);
      await dialog.getByRole("button", { name: "Delete project" }).click();
      await expect(dialog.locator("input:invalid")).toHaveCount(1);
      await dialog.getByRole("textbox").fill(name);
      await dialog.getByRole("button", { name: "Delete project" }).click();
      await page.waitForURL(workspaceUrl("acme", "/projects"));
    });
  });
}

test("the shell speaks German to who asks for it", async ({ page, browser }) => {
  await signIn(page, "acme", "mira@acme.example");
  const storageState = await page.context().storageState();
  const german = await (await browser.newContext({ locale: "de-DE", storageState })).newPage();
  await german.goto(workspaceUrl("acme", "/settings/profile"));
  const here = german.getByRole("navigation", { name: "Einstellungen" });
  await expect(here.locator("[aria-current=page]")).toHaveText("Profil");
  await expect(german.getByRole("heading", { level: 1, name: "Profil" })).toBeVisible();
  await german.context().close();
});

test("what was typed and not sent is asked about before another page takes its place", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/settings/profile"));
  const name = page.getByLabel("Name", { exact: true });
  const asked: string[] = [];
  let isLeaving = false;
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return isLeaving ? dialog.accept() : dialog.dismiss();
  });
  const security = page.getByRole("link", { name: "Security", exact: true });
  await name.fill("Mira O.");
  await security.click();
  expect(asked).toEqual(["confirm"]);
  await expect(name).toHaveValue("Mira O.");
  isLeaving = true;
  await security.click();
  await expect(page).toHaveURL(workspaceUrl("acme", "/settings/security"));
  await page.goBack();
  await security.click();
  await expect(page).toHaveURL(workspaceUrl("acme", "/settings/security"));
  expect(asked).toEqual(["confirm", "confirm"]);
});
