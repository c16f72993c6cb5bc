import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, rootUrl, signIn, test, workspaceUrl } from "./support";

const site = [
  "/",
  "/pricing",
  "/sign-up",
  "/sign-in",
  "/find-workspace",
  "/forgot-password",
  "/sign-up?sent=1",
  "/confirm/none",
  "/verify-email/none",
  "/no-such-page",
];
const outside = [
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/confirm/none",
  "/reset-password/none",
  "/invitations/none",
];
const inside = [
  "/",
  "/projects",
  "/projects?status=all&search=zzz",
  "/projects/new",
  "/account",
  "/settings/general",
  "/settings/members",
  "/settings/billing",
  "/settings/audit",
  "/no-such-page",
];

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      test.use({ colorScheme, viewport });

      test("no page outside has an accessibility violation or scrolls sideways", async ({ page }) => {
        for (const url of [
          ...site.map((path) => rootUrl(path)),
          ...outside.map((path) => workspaceUrl("acme", path)),
          workspaceUrl("nobody-here"),
        ]) {
          await check(page, url);
        }
      });

      test("no page inside has an accessibility violation or scrolls sideways", async ({ page }) => {
        await signIn(page, "acme", "mira@acme.example");
        for (const path of inside) await check(page, workspaceUrl("acme", path));
        await page.goto(workspaceUrl("acme", "/projects"));
        const project = await page.locator('a[href^="/projects/prj_"]').first().getAttribute("href");
        await check(page, workspaceUrl("acme", project ?? ""));
      });
    });
  }
}

async function check(page: Page, url: string): Promise<void> {
  await page.goto(url);
  expect(await findings(page), url).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${url} scrolls sideways`).toBeLessThanOrEqual(0);
}
