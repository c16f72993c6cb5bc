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
    await page.getByLabel("Street and number").fill("1 Market Street");
    await page.getByLabel("City").fill("San Francisco");
    await page.getByRole("button", { name: /pay|subscribe|start/i }).click();
  };
  await pay("4000 0000 0000 0002");
  await expect(page.getByText(/declined/i).first()).toBeVisible();
  await pay("4242 4242 4242 4242");
  await page.waitForURL((url) => url.host.startsWith(slug));
  await expect(async () => {
    await page.goto(workspaceUrl(slug, "/settings/billing"));
    await expect(page.getByText("Starter").first()).toBeVisible({ timeout: 2_000 });
    await expect(page.getByText(/\$290/).first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test("a click while the page is still waking up leads to the checkout all the same", async ({ page }) => {
  const { slug } = await openWorkspace(page, "Early Bird");
  const { stripeUrl } = await addresses();
  await page.addInitScript(clickOnceAwake, "Starter");
  // The moment between the page's first render in the browser and its second is short: several openings meet it.
  for (let opening = 0; opening < 6; opening += 1) {
    await page.goto(workspaceUrl(slug, "/settings/billing"), { waitUntil: "commit" });
    await page.waitForURL((url) => url.origin === new URL(stripeUrl).origin, { timeout: 30_000 });
  }
});

/** Presses the button as soon as React has taken hold of its form, between two tasks of its own. */
function clickOnceAwake(label: string): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) =>
      textContent?.includes(label),
    );
    const isAwake = Object.keys(button?.form ?? {}).some((key) => key.startsWith("__reactProps"));
    if (isAwake) button?.click();
    else port2.postMessage(null);
  };
  port2.postMessage(null);
}
