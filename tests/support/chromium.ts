import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright";

const run = promisify(execFile);

/**
 * The path of a Chromium to test with: the system's, else Playwright's own, else one that is installed now. Throws one
 * sentence that says what to do.
 */
export async function findChromium(): Promise<string> {
  const present = (await findSystemChromium()) ?? (await usable(chromium.executablePath()));
  if (present) return present;
  await run("npx", ["playwright", "install", "chromium"]).catch(() => undefined);
  const downloaded = await usable(chromium.executablePath());
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0) await installDebianPackage().catch(() => undefined);
  const installed = await findSystemChromium();
  if (installed) return installed;
  throw new Error(
    "No Chromium was found or could be installed: install one, or run npx playwright install chromium.",
  );
}

const systemNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const systemFolders = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/homebrew/bin"];
const macApps = ["Google Chrome", "Chromium"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

async function findSystemChromium(): Promise<string | null> {
  const inFolders = systemNames.flatMap((name) => systemFolders.map((folder) => path.join(folder, name)));
  for (const candidate of [...inFolders, ...macApps]) {
    if (await usable(candidate)) return candidate;
  }
  return null;
}

async function usable(executable: string): Promise<string | null> {
  return access(executable, constants.X_OK).then(
    () => executable,
    () => null,
  );
}

async function installDebianPackage(): Promise<void> {
  await run("apt-get", ["update"]);
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
}
