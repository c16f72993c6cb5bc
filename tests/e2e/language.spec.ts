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

test("a person's language goes before the workspace's, and that before the browser's", async ({
  page: english,
  browser,
}) => {
  const { slug } = await openWorkspace(english, "Many Tongues");
  await expect(english.locator("html")).toHaveAttribute("lang", "en");
  // A browser's own language stands above any header that is added to its requests.
  const storageState = await english.context().storageState();
  const page = await browser.newPage({ locale: "de-AT", storageState });
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
  await speaks("de");
  await choose("/settings/general", "Sprache", "en");
  await speaks("en");
  await choose("/settings/profile", "Language", "de");
  await speaks("de");
  await page.close();
});

test.describe("a reader of German", () => {
  test.use({ locale: "de-DE" });

  test("opens a workspace, is refused, signs in and invites somebody", async ({ page }) => {
    const slug = unique("co");
    const email = `${slug}@example.com`;
    await page.goto(rootUrl("/sign-up"));
    await page.getByLabel("Name des Workspace").fill("Fuchs & Söhne");
    await page.getByLabel("Adresse", { exact: true }).fill(slug);
    await page.getByLabel("Ihr Name").fill("Jana Fuchs");
    await page.getByLabel("E-Mail").fill(email);
    await page.getByLabel("Passwort", { exact: true }).fill("kurz");
    await page.getByRole("button", { name: "Workspace erstellen" }).click();
    await expect(page.getByText("Verwenden Sie mindestens 12 Zeichen.")).toBeVisible();
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Workspace erstellen" }).click();
    await expect(page.getByRole("heading", { name: "Sehen Sie in Ihr Postfach" })).toBeVisible();
    await page.goto(linkIn(await mailTo(email), "/confirm/"));
    await page.getByRole("button", { name: "Workspace eröffnen" }).click();
    await page.waitForURL(workspaceUrl(slug));

    await page.context().clearCookies();
    await page.goto(workspaceUrl(slug, "/sign-in?next=/settings/members"));
    await page.getByLabel("E-Mail").fill(email);
    await page.getByLabel("Passwort", { exact: true }).fill("not the password at all");
    await page.getByRole("button", { name: "Anmelden" }).click();
    await expect(page.getByText("Die Anmeldung hat nicht geklappt.")).toBeVisible();
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.waitForURL(workspaceUrl(slug, "/settings/members"));

    await page.getByRole("button", { name: "Mitglieder einladen" }).click();
    await page.getByLabel("E-Mail-Adressen").fill("ada@fuchs.example");
    await page
      .getByRole("dialog")
      .getByLabel("Rolle", { exact: true })
      .selectOption({ label: "Betrachter: sieht Projekte und Mitglieder, ändert nichts" });
    await page.getByRole("button", { name: "Einladungen senden" }).click();
    await expect(page.getByText("Einladung an ada@fuchs.example gesendet").first()).toBeVisible();
    await expect(page.getByText("Betrachter, eingeladen von Jana Fuchs")).toBeVisible();
  });
});
