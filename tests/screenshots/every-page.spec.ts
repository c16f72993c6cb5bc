import type { Page } from "@playwright/test";
import { crawlInside, pagesOutside } from "../e2e/crawl";
import { isOf, routes } from "../e2e/routes";
import { rootUrl, test, workspaceUrl } from "../e2e/support";
import { pictureOf, views } from "./pictures";

for (const { name, colorScheme, viewport } of views) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport });

    test("every page", async ({ page }) => {
      for (const path of await pagesOutside("site")) await picture(page, rootUrl(path), name);
      for (const path of await pagesOutside("workspace"))
        await picture(page, workspaceUrl("acme", path), name);
      await crawlInside(page, (url) => picture(page, url, name));
    });
  });
}

/** The whole page, once what it waits for is there. */
async function picture(page: Page, url: string, view: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: pictureOf(await nameOf(url), view), fullPage: true, animations: "disabled" });
}

/** The page's route: its address names a thing that is another one in each run. */
async function nameOf(url: string): Promise<string> {
  const { hostname, pathname } = new URL(url);
  const kind = hostname === "localhost" ? "site" : "workspace";
  const known = (await routes()).filter((one) => one.isPage && one.kind === kind);
  return (known.find((one) => isOf(one, pathname)) ?? { name: `${kind} ${pathname}` }).name;
}
