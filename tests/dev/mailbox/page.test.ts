import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LocalMailbox, startMailbox } from "@/dev/mailbox";
import { findChromium } from "../../support/chromium";
import { list, post } from "./post";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let mailbox: LocalMailbox;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
}, 120_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  mailbox = await startMailbox({ smtpPort: 0, httpPort: 0 });
  await open();
});
afterEach(async () => {
  await context.close();
  await mailbox.stop();
});

async function open(options: Parameters<Browser["newContext"]>[0] = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext(options);
  page = await context.newPage();
}

const mails = [
  {
    to: "ada@acme.test",
    subject: "Your sign-in link",
    text: "Open https://acme.test/in?x=1 now.",
    html: '<a href="/in">In</a>',
  },
  { to: "bob@beta.test", subject: "Invoice 42", text: "It is paid.", html: "<h1>Paid</h1>" },
];
const postAll = async () => {
  for (const mail of mails) await post(mailbox.smtpUrl, mail);
};

describe("the page", () => {
  test("lists mails newest first, marks the unread and shows the one that is chosen", async () => {
    await postAll();
    await page.goto(mailbox.url);
    expect(await page.locator(".list .subject").allTextContents()).toEqual([
      "Invoice 42",
      "Your sign-in link",
    ]);
    expect(await page.title()).toBe("(2) Mailbox");
    await page.getByRole("link", { name: /Invoice 42/ }).click();
    await page.frameLocator("iframe").getByRole("heading", { name: "Paid" }).waitFor();
    expect(await page.getByRole("img", { name: "Unread" }).count()).toBe(1);
    await page.getByRole("link", { name: "Text", exact: true }).click();
    await page.getByText("It is paid.").last().waitFor();
  });

  test("searches by recipient", async () => {
    await postAll();
    await page.goto(mailbox.url);
    await page.getByRole("searchbox", { name: "Search by recipient" }).fill("ADA@");
    await page.keyboard.press("Enter");
    await page.waitForURL(/to=ADA/);
    expect(await page.locator(".list .subject").allTextContents()).toEqual(["Your sign-in link"]);
    await page.goto(`${mailbox.url}/?to=nobody`);
    await page.getByRole("heading", { name: "No mail to “nobody”" }).waitFor();
  });

  test("new mail appears by itself while another is being read, and takes no focus away", async () => {
    await postAll();
    await page.goto(mailbox.url);
    await page.getByRole("link", { name: /Invoice 42/ }).click();
    await page.getByRole("heading", { level: 2, name: "Invoice 42" }).waitFor();
    await page.getByRole("link", { name: /Your sign-in link/ }).focus();
    await post(mailbox.smtpUrl, { to: "eve@acme.test", subject: "Brand new", text: "Hello" });
    await page.getByRole("link", { name: /Brand new/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Your sign-in link");
    expect(await page.getByRole("heading", { level: 2 }).textContent()).toBe("Invoice 42");
    expect(await page.getByRole("status").textContent()).toBe("3 mails, 2 unread");
  });

  test("deletes all", async () => {
    await postAll();
    await page.goto(mailbox.url);
    await page.getByRole("button", { name: "Delete all" }).click();
    await page.getByRole("heading", { name: "No mail yet" }).waitFor();
    expect(await list(mailbox.url)).toEqual([]);
  });

  test("works without scripts", async () => {
    await open({ javaScriptEnabled: false });
    await postAll();
    await page.goto(mailbox.url);
    await page.getByRole("link", { name: /Invoice 42/ }).click();
    expect(await page.getByRole("heading", { level: 2 }).textContent()).toBe("Invoice 42");
  });

  test("on a phone there is one column: the list, or a mail with a way back", async () => {
    await open({ viewport: { width: 375, height: 720 } });
    await postAll();
    await page.goto(mailbox.url);
    await page.locator(".list").waitFor();
    expect(await page.locator(".pane").isVisible()).toBe(false);
    await page.getByRole("link", { name: /Invoice 42/ }).click();
    await page.getByRole("heading", { level: 2, name: "Invoice 42" }).waitFor();
    await page.locator(".list").waitFor({ state: "hidden" });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "All mails" }).click();
    await page.locator(".list").waitFor();
  });
});

describe("everyone can use it", () => {
  const looks = [
    { scheme: "light", size: { width: 1280, height: 800 } },
    { scheme: "dark", size: { width: 375, height: 720 } },
  ] as const;
  const states = ["/?to=nobody", "/", "mail", "text"];
  const cases = looks.flatMap((look) => states.map((state) => ({ ...look, state })));

  test.each(cases)("axe finds nothing: $state, $scheme, $size.width px", async ({ scheme, size, state }) => {
    await open({ colorScheme: scheme, viewport: size });
    if (!state.includes("nobody")) await postAll();
    const [newest] = await list(mailbox.url);
    const paths: Record<string, string> = {
      mail: `/?id=${newest?.id}`,
      text: `/?id=${newest?.id}&view=text`,
    };
    await page.goto(mailbox.url + (paths[state] ?? state));
    const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe("a hostile mail", () => {
  const script = "<script>top.document.title='owned'; parent.owned = true</script>";
  const attacks = [
    script,
    "<img src=x onerror=\"top.document.title='owned'\">",
    "<svg onload=\"top.document.title='owned'\">",
    "<iframe srcdoc=\"<script>top.document.title='owned'</script>\"></iframe>",
    '<meta http-equiv="refresh" content="0;url=https://evil.test/">',
    '<base href="https://evil.test/"><form action="/x"><button autofocus>Go</button></form>',
    "<a href=\"javascript:top.document.title='owned'\">click me</a>",
    '</iframe></main><script>document.title="owned"</script>',
  ];

  test.each(attacks)("runs nothing and goes nowhere: %s", async (html) => {
    await post(mailbox.smtpUrl, { to: "a@b.test", subject: "Hi", text: "Hi", html: `${html}<p>the end</p>` });
    const [mail] = await list(mailbox.url);
    const address = `${mailbox.url}/?id=${mail?.id}`;
    await page.goto(address);
    await page.frameLocator("iframe").getByText("the end").waitFor();
    expect(await page.locator("iframe").getAttribute("sandbox")).not.toMatch(/scripts|same-origin|forms/);
    const bait = page.frameLocator("iframe").getByText("click me");
    if (await bait.count()) await bait.click();
    await page.waitForTimeout(150);
    expect(await page.title()).toBe("Hi");
    expect(page.url()).toBe(address);
    expect(page.frames().map((frame) => new URL(frame.url()).protocol)).not.toContain("https:");
    expect(await page.evaluate(() => "owned" in window)).toBe(false);
  });

  test("is just text wherever its words are shown", async () => {
    const evil = `"><img src=x onerror=alert(1)>'&lt;`;
    await post(mailbox.smtpUrl, {
      from: `"${evil.replaceAll('"', "")}" <e@e.test>`,
      to: "a@b.test",
      subject: evil,
      text: evil,
    });
    const [mail] = await list(mailbox.url);
    await page.goto(`${mailbox.url}/?id=${mail?.id}&to=%22%3E%3Cimg%20src=x%3E`);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("h2#subject").textContent()).toBe(evil);
    await page.goto(`${mailbox.url}/?id=${mail?.id}`);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("pre").textContent()).toContain(evil);
  });

  test("opened outside of the frame runs nothing either", async () => {
    await post(mailbox.smtpUrl, { to: "a@b.test", subject: "Hi", html: `<title>calm</title>${script}` });
    const [mail] = await list(mailbox.url);
    await page.goto(`${mailbox.url}/messages/${mail?.id}/body`);
    await page.waitForTimeout(100);
    expect(await page.title()).toBe("calm");
  });
});

describe("a mail's links", () => {
  const target = () => `${mailbox.url}/?to=target`;

  test.each(["", 'target="_blank"', 'target="_top"'])("open outside of the frame: %s", async (attribute) => {
    await post(mailbox.smtpUrl, { to: "a@b.test", html: `<a ${attribute} href="${target()}">Sign in</a>` });
    const [mail] = await list(mailbox.url);
    await page.goto(`${mailbox.url}/?id=${mail?.id}`);
    const opened = attribute.includes("_top")
      ? page.waitForURL(target()).then(() => page)
      : context.waitForEvent("page");
    await page.frameLocator("iframe").getByRole("link", { name: "Sign in" }).click();
    const landed = await opened;
    await landed.getByRole("heading", { name: "No mail to “target”" }).waitFor();
    expect(await landed.evaluate(() => window.opener === null)).toBe(true);
  });

  test("in plain text are links too", async () => {
    await post(mailbox.smtpUrl, { to: "a@b.test", text: `Go to ${target()}.` });
    const [mail] = await list(mailbox.url);
    await page.goto(`${mailbox.url}/?id=${mail?.id}`);
    const opened = context.waitForEvent("page");
    await page.getByRole("region", { name: "Mail text" }).getByRole("link").click();
    expect((await opened).url()).toBe(target());
  });
});
