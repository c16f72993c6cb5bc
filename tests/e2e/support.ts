import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { parseEnv, promisify } from "node:util";
import { test as base, expect, type Page } from "@playwright/test";
import { demoPassword } from "../../dev/demo-password";

interface Addresses {
  appPort: number;
  mailboxUrl: string;
  stripeUrl: string;
}

export const folder = process.env.E2E_FOLDER ?? ".local/e2e";

/** Where the services of this run answer; `dev/start.ts` wrote it down. */
export async function addresses(): Promise<Addresses> {
  return JSON.parse(await readFile(`${folder}/addresses.json`, "utf8"));
}

/** Runs a script of ours on the services of the app under test. Returns what it printed. */
async function script(file: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, ...parseEnv(await readFile(`${folder}/env`, "utf8")) };
  const run = promisify(execFile);
  return (await run(process.execPath, ["--import", "tsx", file, ...words], { env })).stdout;
}

/** Runs an operator's command against the app under test. */
export async function cli(...words: string[]): Promise<void> {
  await script("cli/main.ts", ...words);
}

/** A new workspace that has one thing of every noun, and its owner. */
export async function furnished(): Promise<{ slug: string; email: string; password: string }> {
  return JSON.parse(await script("tests/e2e/furnish.ts"));
}

/**
 * Waits until React has taken over all that the server drew: a press on what only scripts answer is lost before, and no
 * person is as quick as a test.
 */
export async function isAwake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isTaken = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps$"));
    return (
      !document.querySelector("script[src*='/_next/']") ||
      [...document.querySelectorAll("main a, main button")].every(isTaken)
    );
  });
}

/** A page that is awake when it has been gone to, and fails its test when a script throws or the policy blocks something. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page, javaScriptEnabled }, use) => {
    const { goto } = page;
    if (javaScriptEnabled)
      page.goto = async (...asked) => {
        const answer = await goto.apply(page, asked);
        if (asked[1]?.waitUntil !== "commit") await isAwake(page);
        return answer;
      };
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|hydrat/i.test(message.text()))
        faults.push(message.text());
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});

export { expect };

const port = Number(process.env.E2E_PORT ?? 3100);
export const rootUrl = (path = "/") => `http://localhost:${port}${path}`;
export const workspaceUrl = (slug: string, path = "/") => `http://${slug}.localhost:${port}${path}`;

/** A name no other test uses. */
export const unique = (stem: string) =>
  `${stem}-${Date.now().toString(36)}${Math.floor(Math.random() * 1e4).toString(36)}`;

/** Keeps the next page back while `work` goes on, as a slow server does. */
export async function slowly(page: Page, path: string, work: () => Promise<void>): Promise<void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      await gate;
      await route.continue();
    },
  );
  await work();
  letGo();
}

export const password = demoPassword;

/** Signs a seeded or invited person in on a workspace and waits until they are inside. */
export async function signIn(page: Page, slug: string, email: string, secret = password): Promise<void> {
  await page.goto(workspaceUrl(slug, "/sign-in"));
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.host.startsWith(slug) && !url.pathname.includes("sign-in"));
}

/** Opens a workspace as a new owner, by the form and the link in the mail, and ends on its dashboard. */
export async function openWorkspace(page: Page, name: string, ownerName = "Alex Moreau") {
  const slug = unique("co");
  const owner = { name: ownerName, email: `${slug}@example.com` };
  await page.goto(rootUrl("/sign-up"));
  await page.getByLabel("Workspace name").fill(name);
  await page.getByLabel("Address").fill(slug);
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(linkIn(await mailTo(owner.email), "/confirm/"));
  await page.getByRole("button", { name: "Open workspace" }).click();
  await page.waitForURL(workspaceUrl(slug));
  return { slug, owner };
}

interface Mail {
  subject: string;
  links: string[];
}

/** The newest mail to an address, as soon as it is there. */
export async function mailTo(email: string, subject: RegExp = /./): Promise<Mail> {
  const { mailboxUrl } = await addresses();
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${mailboxUrl}/api/messages?to=${encodeURIComponent(email)}`);
        const mails: Mail[] = await answer.json();
        found = mails.find((mail) => subject.test(mail.subject));
        return found?.subject;
      },
      { message: `a mail to ${email} about ${subject}`, timeout: 120_000 },
    )
    .toBeTruthy();
  if (!found) throw new Error("unreachable");
  return found;
}

/** The link of a mail that leads where `part` says. */
export function linkIn(mail: Mail, part: string): string {
  const link = mail.links.find((one) => one.includes(part));
  if (!link) throw new Error(`no link with ${part} in: ${mail.links.join(", ")}`);
  return link;
}
