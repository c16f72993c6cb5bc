import { addresses, expect, openWorkspace, test, workspaceUrl } from "./support";

test("a declined card changes nothing and says so, and the next card pays", async ({ page }) => {
  const { slug } = await openWorkspace(page, "Second Try");
  await page.goto(workspaceUrl(slug, "/settings/billing?interval=annual"));
  await page
    .getByRole("button", { name: /starter/i })
    .first()
    .click();
  const { stripeUrl } = await addresses();
  await page.waitForURL((url) => url.origin === new URL(stripeUrl).origin);
  const pay = async (number: string) => {
    await page.getByLabel(/card number/i).fill(number);
    await page.getByLabel(/expir/i).fill("12 / 34");
    await page.getByLabel(/cvc|security code/i).fill("123");
    await page.getByLabel(/name on card|cardholder/i).fill("Second Try");
    await page.getByRole("button", { name: /pay|subscribe|start/i }).click();
  };
  await pay("4000 0000 0000 0002");
  await expect(page.getByText(/declined/i).first()).toBeVisible();
  await pay("4242 4242 4242 4242");
  await page.waitForURL((url) => url.host.startsWith(slug));
  await expect(async () => {
    await page.goto(workspaceUrl(slug, "/settings/billing"));
    await expect(page.getByText("Starter").first()).toBeVisible({ timeout: 500 });
    await expect(page.getByText(/\$290/).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 8_000 });
});
