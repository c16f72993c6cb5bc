import { expect, openWorkspace, test, workspaceUrl } from "./support";

test("a person's language goes before the workspace's, and that before the browser's", async ({ page }) => {
  const { slug } = await openWorkspace(page, "Many Tongues");
  const speaks = async (language: "en" | "de") => {
    await page.goto(workspaceUrl(slug));
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    const out = language === "de" ? "Abmelden" : "Sign out";
    await expect(page.getByRole("button", { name: out, includeHidden: true })).toBeAttached();
  };
  const choose = async (path: string, label: string, chosen: string) => {
    await page.goto(workspaceUrl(slug, path));
    await page.getByLabel(label).selectOption(chosen);
    await page
      .locator("form", { has: page.getByLabel(label) })
      .getByRole("button")
      .click();
    await expect(page.getByRole("status").filter({ hasText: /saved|gespeichert/ })).toBeVisible();
  };
  await speaks("en");
  await page.setExtraHTTPHeaders({ "accept-language": "de-AT,de;q=0.9" });
  await speaks("de");
  await choose("/settings/general", "Sprache", "en");
  await speaks("en");
  await choose("/settings/profile", "Language", "de");
  await speaks("de");
});
