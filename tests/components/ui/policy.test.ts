import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { chromium } from "playwright";
import { build } from "vite";
import { expect, test } from "vitest";
import { contentSecurityPolicy } from "@/lib/tenancy/edge/content-security-policy";
import { findChromium } from "../../support/chromium";

const folder = ".local/blocks";

/** The blocks as one script and one style sheet, built as a test alone sees them. */
async function bundle() {
  await build({
    configFile: false,
    logLevel: "error",
    resolve: {
      alias: {
        "@": process.cwd(),
        "#translations": path.resolve("components/language/translations.ts"),
        sonner: path.resolve("components/ui/sonner.tsx"),
      },
    },
    // A test runs as neither of both, and would get the development's elements for the production's React.
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      modulePreload: false,
      rollupOptions: {
        input: ["tests/components/ui/blocks/page.tsx", "tests/components/ui/blocks/page.css"],
        output: { entryFileNames: "page.js", assetFileNames: "page.css" },
      },
    },
  });
}

/** A page under the policy of every page, with its nonce on what Next puts it on. */
async function serve() {
  const nonce = "a-nonce-of-this-page";
  const html = `<!doctype html><html lang="en"><title>Blocks</title><link rel="stylesheet" href="/page.css"><div id="root"></div><script type="module" nonce="${nonce}" src="/page.js"></script></html>`;
  const server = createServer(async (request, response) => {
    response.setHeader("content-security-policy", contentSecurityPolicy(nonce));
    if (request.url === "/") return response.setHeader("content-type", "text/html").end(html);
    response.setHeader("content-type", request.url?.endsWith(".css") ? "text/css" : "text/javascript");
    return response.end(await readFile(path.join(folder, request.url ?? "")).catch(() => ""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

test("select, popover, sidebar, chart, drawer and toasts do under our policy all they do", async () => {
  await bundle();
  const { url, close } = await serve();
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await page.exposeFunction("tell", (problem: string) => problems.push(problem));
    await page.addInitScript(
      "document.addEventListener('securitypolicyviolation', (event) => tell(event.violatedDirective + ' ' + event.sample + ' ' + event.blockedURI))",
    );
    await page.goto(url);
    await page.locator(".recharts-area").first().waitFor({ timeout: 15_000 });

    await page.getByRole("combobox", { name: "Range" }).click();
    await page.getByRole("option", { name: "Seven days" }).click();
    expect(await page.getByRole("combobox", { name: "Range" }).textContent()).toContain("Seven days");

    await page.getByRole("button", { name: "More about it" }).click();
    await page.getByRole("heading", { name: "What it is" }).waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Tell" }).click();
    await page.getByText("Done at once").first().waitFor();

    await page.getByRole("button", { name: "Show or hide the sidebar" }).first().click();
    await page.locator("[data-slot=sidebar][data-state=collapsed]").waitFor();

    await page.getByRole("button", { name: "First" }).click();
    await page.getByRole("dialog", { name: "First" }).waitFor();
    const locked = await page.evaluate("getComputedStyle(document.body).overflowY");
    expect(locked, "what locks the page behind a modal panel is a style with the nonce").toBe("hidden");
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
    close();
  }
});
