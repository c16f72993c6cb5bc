import type { Page } from "@playwright/test";

/** Fills in the stand-in's form for a card, at a checkout or in the portal, and waits to be sent back to the app. */
export async function payByCard(page: Page, number: string, button: RegExp): Promise<void> {
  await page.getByLabel(/card number/i).fill(number);
  await page.getByLabel(/expiry/i).fill("12 / 40");
  await page.getByLabel(/security code|cvc/i).fill("123");
  await leaveBy(page, button);
}

/** Presses a button of a hosted page that leads back to the app. */
export async function leaveBy(page: Page, button: RegExp): Promise<void> {
  const { host } = new URL(page.url());
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL((url) => url.host !== host);
}
