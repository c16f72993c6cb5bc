import type { Page } from "@playwright/test";
import { isOf, type Route, routes } from "./routes";
import { furnished, signIn, workspaceUrl } from "./support";

/** The pages of a kind that anybody sees. */
export async function pagesOutside(kind: Route["kind"]): Promise<string[]> {
  const found = (await routes()).filter((one) => one.isPage && one.kind === kind && !one.isInside);
  return found.map(({ path }) => path);
}

const isPlain = ({ name }: Route) => !name.includes("[");

const pagesInside = async () => (await routes()).filter((one) => one.isPage && one.isInside);

/** The addresses of a workspace that every member finds under the same one. */
export async function plainInside(): Promise<string[]> {
  return (await pagesInside()).filter(isPlain).map(({ path }) => path);
}

/**
 * Shows every page of a workspace to `see`: the plain ones in the demo's, those of a thing where a link leads to one, in a
 * workspace that has a thing of every noun. Throws for a page to which no link leads.
 */
export async function crawlInside(page: Page, see: (url: string) => Promise<void>): Promise<void> {
  const plain = await plainInside();
  await signIn(page, "acme", "mira@acme.example");
  for (const path of plain) await see(workspaceUrl("acme", path));
  const { slug, email, password } = await furnished();
  await signIn(page, slug, email, password);
  const linked = await linksOn(
    page,
    plain.map((path) => workspaceUrl(slug, path)),
  );
  for (const thing of (await pagesInside()).filter((one) => !isPlain(one))) {
    const address = linked.find((one) => isOf(thing, one));
    if (!address)
      throw new Error(
        `No link leads to ${thing.name}: let tests/<noun>/isolation.ts make one of its things, and a list lead there.`,
      );
    await see(workspaceUrl(slug, address));
  }
}

/** Where the links of these pages lead within their host, but for the plain ones, without what follows a question mark. */
async function linksOn(page: Page, urls: string[]): Promise<string[]> {
  const plain = (await routes()).filter(isPlain);
  const found = new Set<string>();
  for (const url of urls) {
    await page.goto(url);
    for (const link of await page.locator("a[href^='/']").all())
      found.add((await link.getAttribute("href"))?.split(/[?#]/)[0] ?? "");
  }
  return [...found].filter((address) => !plain.some((one) => isOf(one, address)));
}
