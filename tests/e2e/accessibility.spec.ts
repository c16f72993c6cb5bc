import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { crawlInside, pagesOutside } from "./crawl";
import { expect, rootUrl, test, workspaceUrl } from "./support";

/** What a page shows that depends on its address. */
const states = {
  site: ["/sign-up?sent=1", "/no-such-page"],
  inside: ["/projects?status=all&search=zzz", "/no-such-page"],
};

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
        test.setTimeout(900_000);
        for (const path of [...(await pagesOutside("site")), ...states.site])
          await check(page, rootUrl(path));
        for (const path of await pagesOutside("workspace")) await check(page, workspaceUrl("acme", path));
        await check(page, workspaceUrl("nobody-here"));
      });

      test("no page inside has an accessibility violation or scrolls sideways", async ({ page }) => {
        test.setTimeout(1_200_000);
        await crawlInside(page, (url) => check(page, url));
        for (const path of states.inside) await check(page, workspaceUrl("acme", path));
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
