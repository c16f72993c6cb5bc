import { type BrowserContext, expect, type Page } from "@playwright/test";
import { signIn, test, workspaceUrl } from "./support";

/** A second tab in which the first person's session ends and another begins. */
async function switchTo(email: string, context: BrowserContext): Promise<Page> {
  const tab = await context.newPage();
  await context.clearCookies();
  await signIn(tab, "acme", email);
  return tab;
}

const refusal =
  "You are now signed in as tomas@acme.example. This form was opened as mira@acme.example. " +
  "Nothing was saved; reload the page to go on as tomas@acme.example.";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a form is not saved by who signed in meanwhile, and keeps what was typed", async ({
      page,
      context,
    }) => {
      await signIn(page, "acme", "mira@acme.example");
      await page.goto(workspaceUrl("acme", "/projects/new"));
      await switchTo("tomas@acme.example", context);
      const name = page.getByRole("main").getByLabel("Name");
      await name.fill("Typed by Mira");
      await page.getByRole("main").getByRole("button", { name: "Create project" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toHaveText(refusal);
      await expect(name).toHaveValue("Typed by Mira");
    });
  });
}

test("nor is a button of a list pressed by who signed in meanwhile", async ({ page, context }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/projects"));
  const rows = page.getByRole("main").locator('a[href^="/projects/prj_"]');
  const first = await rows.first().getAttribute("href");
  await switchTo("tomas@acme.example", context);
  await page.getByRole("row").nth(1).getByRole("button").click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await expect(page.getByText(refusal)).toBeVisible();
  await expect(page.locator(`a[href="${first}"]`).first()).toBeVisible();
});

test("whoever signs in after another in the same tab has forms of their own", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.getByRole("button", { name: /Signed in as/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/sign-in/);
  await page.getByLabel("E-mail").fill("ingrid@acme.example");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.includes("sign-in"));
  await page.getByRole("button", { name: /Signed in as/ }).click();
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("main").getByRole("button", { name: /^Save/ }).first().click();
  await expect(page.getByText("Profile saved", { exact: true })).toBeVisible();
});
