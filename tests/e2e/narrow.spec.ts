import type { Page } from "@playwright/test";
import { crawlInside, pagesOutside, plainInside } from "./crawl";
import {
  cli,
  expect,
  linkIn,
  mailTo,
  openWorkspace,
  rootUrl,
  signIn,
  test,
  unique,
  workspaceUrl,
} from "./support";

const word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const longName = word.slice(0, 80);

test.use({ viewport: { width: 320, height: 700 } });

async function fits(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = [...document.querySelectorAll("main *")].filter(
      (one) =>
        one.getBoundingClientRect().right > clientWidth + 1 &&
        one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) &&
        !one.closest("[data-slot=table-frame], nav"),
    );
    return scrollWidth > clientWidth ? wide.map((one) => one.outerHTML.slice(0, 150)).slice(-3) : [];
  });
  expect.soft(overflow, `${what} scrolls sideways`).toEqual([]);
}

async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole("main")).toBeVisible();
  await fits(page, url);
}

test("a word of eighty letters in every name makes no page scroll sideways at 320 pixels", async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const { slug } = await openWorkspace(page, longName, longName);
  const at = (path: string) => workspaceUrl(slug, path);

  await test.step("a workspace, a person, projects and invitations with such names", async () => {
    await visit(page, at("/projects/new"));
    await page.getByLabel("Name").fill(longName);
    await page.getByLabel("Description").fill(word.repeat(5));
    await page.getByRole("button", { name: "Create project" }).click();
    await expect(page.getByRole("heading", { level: 1, name: longName })).toBeVisible();
    await fits(page, "a project");
    await visit(page, at("/settings/members"));
  });

  await test.step("every page", async () => {
    const states = ["/projects?status=all", `/projects?search=${word}x`, `/settings/members?search=${word}`];
    for (const path of [...(await plainInside()), ...states, "/no-such-page"]) await visit(page, at(path));
  });

  await test.step("what opens over a page", async () => {
    await page.goto(at("/projects"));
    await page.getByRole("button", { name: `Actions for ${longName}` }).click();
    await fits(page, "the menu of a project");
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await fits(page, "the question before deleting");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Search or jump to" }).click();
    await page.getByPlaceholder("Search or jump to").fill(word.slice(0, 6));
    await expect(page.getByRole("option", { name: longName, exact: true })).toBeVisible();
    await fits(page, "the palette");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Open navigation" }).click();
    await page.getByRole("button", { name: /Workspace: / }).click();
    await fits(page, "the workspaces");
  });

  await test.step("an invitation, here and where its link leads", async () => {
    await page.goto(at("/settings/members"));
    const guest = `${"w".repeat(30)}${unique("x")}@example.com`;
    await page.getByRole("button", { name: "Invite people" }).click();
    await page.getByLabel("E-mail addresses").fill(guest);
    await page.getByRole("button", { name: "Send invitations" }).click();
    await expect(page.getByRole("button", { name: `Send again to ${guest}` })).toBeVisible();
    await fits(page, "an open invitation and a toast");
    const outside = await (await browser.newContext({ viewport: { width: 320, height: 700 } })).newPage();
    await visit(outside, linkIn(await mailTo(guest), "/invitations/"));
    await outside.context().close();
  });

  await test.step("the pages outside", async () => {
    await page.context().clearCookies();
    for (const path of await pagesOutside("workspace")) await visit(page, at(path));
    await visit(page, workspaceUrl("a".repeat(40)));
    await cli("tenant", "suspend", slug, "--reason", "A test", "--notice", word);
    await expect(async () => {
      await page.goto(at("/"));
      await expect(page.getByText(word, { exact: true })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await fits(page, "a suspended workspace");
    for (const path of await pagesOutside("site")) await visit(page, rootUrl(path));
  });
});

test("bills fit, too", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await visit(page, workspaceUrl("acme", "/settings/billing"));
  await page.goto(workspaceUrl("acme", "/settings/billing"));
  await page.locator('a[href*="/settings/billing/invoices/"]:not([download])').first().click();
  await page.waitForURL(/invoices\/./);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await fits(page, "an invoice");
});

test("a thing of every noun fits, too", async ({ page }) => {
  test.setTimeout(240_000);
  await crawlInside(page, (url) => visit(page, url));
});
