import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { crawlInside, pagesOutside } from "./crawl";
import { expect, rootUrl, test, workspaceUrl } from "./support";

// The longest file by far: its walks are shared out among the workers.
test.describe.configure({ mode: "parallel" });

/** What a page shows that depends on its address. */
const states = {
  site: ["/sign-up?sent=1", "/no-such-page"],
  inside: ["/projects?status=all&search=zzz", "/no-such-page"],
};

const widths = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

for (const [device, viewport] of Object.entries(widths)) {
  test.describe(`at ${viewport.width} pixels`, () => {
    test.use({ viewport });

    test(`no page outside has an accessibility violation or scrolls sideways on a ${device}`, async ({
      page,
    }) => {
      test.setTimeout(900_000);
      for (const path of [...(await pagesOutside("site")), ...states.site]) await check(page, rootUrl(path));
      for (const path of await pagesOutside("workspace")) await check(page, workspaceUrl("acme", path));
      await check(page, workspaceUrl("nobody-here"));
    });

    test(`no page inside has an accessibility violation or scrolls sideways on a ${device}`, async ({
      page,
    }) => {
      test.setTimeout(1_200_000);
      await crawlInside(page, (url) => check(page, url));
      for (const path of states.inside) await check(page, workspaceUrl("acme", path));
    });
  });
}

/** Looks at a page in the light, and at its colours again in the dark: nothing else differs there. */
async function check(page: Page, url: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(url);
  expect(await findings(new AxeBuilder({ page })), url).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${url} scrolls sideways`).toBeLessThanOrEqual(0);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html"), `${url} follows the system into the dark`).toHaveClass(/\bdark\b/);
  expect(await findings(new AxeBuilder({ page }).withRules(colours)), `${url} in the dark`).toEqual([]);
}

const colours = ["color-contrast", "link-in-text-block"];

async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}
