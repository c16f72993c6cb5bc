import sharp from "sharp";
import { expect, signIn, test, workspaceUrl } from "./support";

const named = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer });
const portrait = () =>
  sharp({ create: { width: 90, height: 120, channels: 3, background: "teal" } })
    .png()
    .toBuffer();

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a picture is refused beside its field, then saved, shown in the menu, and removed", async ({
      page,
    }) => {
      await signIn(page, "acme", "ingrid@acme.example");
      await page.goto(workspaceUrl("acme", "/settings/profile"));
      const image = page.getByLabel("Image");
      const save = page.getByRole("button", { name: "Save picture" });
      const menu = page.locator("[popovertarget=user-menu] img");
      await image.setInputFiles(named("me.png", Buffer.from("<svg/>")));
      await save.click();
      await expect(image).toHaveAccessibleDescription(/not a PNG, JPEG, WebP or GIF image/);
      await image.setInputFiles(named("me.png", await portrait()));
      await save.click();
      await expect(menu).toBeVisible();
      await expect.poll(() => menu.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(64);
      await page.getByRole("button", { name: "Remove picture" }).click();
      await expect(menu).toHaveCount(0);
    });
  });
}

test("what is too large is said before it is sent", async ({ page }) => {
  await signIn(page, "acme", "tomas@acme.example");
  await page.goto(workspaceUrl("acme", "/settings/profile"));
  const image = page.getByLabel("Image");
  await expect(async () => {
    await image.setInputFiles(named("me.png", Buffer.alloc(20_000_000)));
    await expect(image).toHaveAccessibleDescription(/larger than 2 MB/, { timeout: 2_000 });
  }).toPass();
});
