import AxeBuilder from "@axe-core/playwright";
import type { Page, Route } from "@playwright/test";
import { expect, password, rootUrl, signIn, test, unique, workspaceUrl } from "./support";

type Answer = (route: Route) => Promise<void> | void;

const failures: { name: string; answer: Answer; says: RegExp }[] = [
  {
    name: "the server is away",
    answer: (route) => route.abort("connectionrefused"),
    says: /The server could not be reached\..*could not tell whether it was saved\. Check before/s,
  },
  {
    name: "a proxy answers 502",
    answer: (route) =>
      route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" }),
    says: /The server is not available right now\..*could not tell whether it was saved/s,
  },
  {
    name: "a proxy says in plain text that it is broken",
    answer: (route) =>
      route.fulfill({ status: 503, contentType: "text/plain", body: "upstream connect error: 111" }),
    says: /The server is not available right now\./,
  },
  {
    name: "there were too many requests",
    answer: (route) =>
      route.fulfill({
        status: 429,
        contentType: "text/plain",
        headers: { "retry-after": "7" },
        body: "Too many requests. Please wait 7 seconds and try again.",
      }),
    says: /Too many requests\..*Try again in 7 seconds\./s,
  },
];

const outdated: Answer = (route) =>
  route.fulfill({
    status: 404,
    contentType: "text/plain",
    headers: { "x-nextjs-action-not-found": "1" },
    body: "Server action not found.",
  });

/** Answers every action of the page with `answer` while `work` goes on. */
async function failing(page: Page, answer: Answer, work: () => Promise<void>): Promise<void> {
  const isAction = (route: Route) => "next-action" in route.request().headers();
  await page.route("**/*", (route) => (isAction(route) ? answer(route) : route.fallback()));
  await work();
  await page.unrouteAll();
}

/** A project of nobody else's, made by the owner of the demo. */
async function newProject(page: Page): Promise<string> {
  const name = unique("stubborn");
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/projects/new"));
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return name;
}

const notice = (page: Page) => page.getByRole("alert").filter({ hasText: /\S/ }).first();

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`)),
  ).toEqual([]);
}

for (const { name, answer, says } of failures) {
  test(`when ${name} the form stays with what was typed, says so, and the next try goes through`, async ({
    page,
  }) => {
    await signIn(page, "acme", "mira@acme.example");
    await page.goto(workspaceUrl("acme", "/projects/new"));
    const project = unique("project");
    await page.getByLabel("Name").fill(project);
    await page.getByLabel("Description").fill("Two lines\nof text");
    await failing(page, answer, async () => {
      await page.getByRole("button", { name: "Create project" }).click();
      await expect(notice(page)).toHaveText(says);
      await expect(notice(page)).toBeFocused();
      await expect(page.getByLabel("Name")).toHaveValue(project);
      await expect(page.getByLabel("Description")).toHaveValue("Two lines\nof text");
      await isAccessible(page);
    });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: project })).toBeVisible();
    await expect(page.locator("main p").filter({ hasText: "Two lines" })).toBeVisible();
  });
}

test("signing in without a connection keeps both fields and goes on when it is back", async ({
  page,
  context,
}) => {
  await page.goto(workspaceUrl("acme", "/sign-in"));
  await page.getByLabel("E-mail").fill("mira@acme.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(notice(page)).toHaveText(/You are offline\..*Nothing was saved/s);
  await expect(page.getByLabel("E-mail")).toHaveValue("mira@acme.example");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(password);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForURL((url) => !url.pathname.includes("sign-in"));
});

test("a server that never answers is not waited for for ever, and does not keep the next try waiting", async ({
  page,
}) => {
  await page.clock.install();
  await signIn(page, "acme", "mira@acme.example");
  const name = unique("Patient");
  await page.goto(workspaceUrl("acme", "/projects/new"));
  await page.getByLabel("Name").fill(name);
  const hanging: Route[] = [];
  await failing(
    page,
    (route) => void hanging.push(route),
    async () => {
      await page.getByRole("button", { name: "Create project" }).click();
      await expect(page.getByRole("button", { name: "Create project" })).toHaveAttribute("aria-busy", "true");
      await page.clock.fastForward("00:31");
      await expect(notice(page)).toHaveText(/takes too long to answer\..*could not tell/s);
      await expect(page.getByLabel("Name")).toHaveValue(name);
      // Where nobody intercepts any more, the browser would send them after all.
      for (const route of hanging) await route.abort();
    },
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("a page older than the app offers to reload, and what was typed is there again", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  const name = unique("Kept through it");
  await page.goto(workspaceUrl("acme", "/projects/new"));
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Description").fill("Every word");
  await failing(page, outdated, async () => {
    await page.getByRole("button", { name: "Create project" }).click();
    await expect(notice(page)).toHaveText(/There is a newer version of this page\./);
    await isAccessible(page);
  });
  await page.getByRole("button", { name: "Reload" }).click();
  await page.waitForLoadState();
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
  await expect(page.getByLabel("Name")).toHaveValue(name);
  await expect(page.getByLabel("Description")).toHaveValue("Every word");
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

const ways: { name: string; reload: (page: Page) => Promise<unknown> }[] = [
  { name: "by the button", reload: (page) => page.getByRole("button", { name: "Reload" }).click() },
  { name: "by the browser", reload: (page) => page.reload() },
];

const descriptionOf = (page: Page) => page.getByRole("textbox", { name: "Description", includeHidden: true });

async function editDescription(page: Page, text: string) {
  const pencil = page.getByLabel("Edit the description");
  if (await pencil.isVisible()) await pencil.click();
  await descriptionOf(page).fill(text);
}

for (const { name, reload } of ways) {
  test(`what was typed into a project that changed meanwhile outlives a reload ${name}`, async ({ page }) => {
    await newProject(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await editDescription(other, "Said first");
    await other.getByRole("button", { name: "Save" }).filter({ visible: true }).click();
    await expect(other.getByText("Project saved", { exact: true })).toBeVisible();
    await editDescription(page, "Said second");
    await page.getByRole("button", { name: "Save" }).filter({ visible: true }).click();
    await expect(notice(page)).toHaveText(/changed this project meanwhile/);
    await expect(notice(page)).toBeFocused();
    await isAccessible(page);
    await reload(page);
    await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
    await expect(descriptionOf(page)).toHaveValue("Said second");
    await expect(descriptionOf(page)).toBeVisible();
    await page.getByRole("button", { name: "Save" }).filter({ visible: true }).click();
    await expect(page.getByText("Project saved", { exact: true })).toBeVisible();
    // Saved, so it is nobody's draft any more.
    await other.reload();
    // React sets a textarea back to what was sent when it wakes up, so what is typed before that does not count.
    await other.waitForLoadState("networkidle");
    await expect(async () => {
      await editDescription(other, "Said third");
      await expect(descriptionOf(other)).toHaveValue("Said third", { timeout: 1_000 });
    }).toPass();
    await other.getByRole("button", { name: "Save" }).filter({ visible: true }).click();
    await expect(other.getByText("Project saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.locator("main p").filter({ hasText: "Said third" })).toBeVisible();
  });
}

test("what was typed is there again for whoever signs in again, and for nobody else", async ({
  page,
  context,
}) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/projects/new"));
  const name = unique("Typed by Mira");
  await page.getByLabel("Name").fill(name);
  await context.clearCookies();
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(notice(page)).toHaveText(/Please sign in to continue/);
  await page.getByRole("button", { name: "Reload" }).click();
  await page.waitForURL(/sign-in/);
  for (const [email, text] of [
    ["tomas@acme.example", ""],
    ["mira@acme.example", name],
  ] as const) {
    await context.clearCookies();
    await signIn(page, "acme", email);
    await page.goto(workspaceUrl("acme", "/projects/new"));
    await expect(page.getByLabel("Name")).toHaveValue(text);
  }
});

test("a reload keeps the address somebody chose for a workspace, and never a password", async ({ page }) => {
  await page.goto(rootUrl("/sign-up"));
  const slug = unique("kept");
  await page.getByLabel("Workspace name").fill("Kept Inc.");
  await page.getByLabel("Address").fill(slug);
  await page.getByLabel("Your name").fill("Kim Larsen");
  await page.getByLabel("E-mail").fill(`${slug}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await failing(page, outdated, async () => {
    await page.getByRole("button", { name: "Create workspace" }).click();
    await expect(notice(page)).toHaveText(/newer version/);
  });
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByLabel("Address")).toHaveValue(slug);
  await expect(page.getByLabel("Workspace name")).toHaveValue("Kept Inc.");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(password);
});

test("a form that was refused first keeps what was typed since through a failure", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/settings/members"));
  await page.getByRole("button", { name: "Invite people" }).click();
  await page.getByLabel("E-mail addresses").fill("not an address");
  await page.getByRole("button", { name: "Send invitations" }).click();
  await expect(page.getByLabel("E-mail addresses")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("E-mail addresses").fill("ada@example.com, grace@");
  await failing(
    page,
    (route) => route.abort("connectionrefused"),
    async () => {
      await page.getByRole("button", { name: "Send invitations" }).click();
      await expect(notice(page)).toHaveText(/could not be reached/);
      await expect(page.getByLabel("E-mail addresses")).toHaveValue("ada@example.com, grace@");
    },
  );
});

test("every button of a list says what happened and can be tried again", async ({ page }) => {
  const name = await newProject(page);
  await page.goto(workspaceUrl("acme", `/projects?search=${name}`));
  const menu = page.getByRole("button", { name: `Actions for ${name}` });
  const away: Answer = (route) => route.abort("connectionrefused");

  await test.step("archiving from the menu", async () => {
    await failing(page, away, async () => {
      await menu.click();
      await page.getByRole("menuitem", { name: "Archive" }).click();
      await expect(notice(page)).toHaveText(/could not be reached/);
      await expect(page.getByRole("link", { name })).toBeVisible();
      await isAccessible(page);
    });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Project archived", { exact: true })).toBeVisible();
    await expect(notice(page)).toHaveCount(0);
  });

  await test.step("renaming and deleting in a dialog", async () => {
    await page.goto(workspaceUrl("acme", `/projects?status=all&search=${name}`));
    await menu.click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(`${name} as ever`);
    await failing(page, away, async () => {
      await dialog.getByRole("button", { name: "Rename project" }).click();
      await expect(dialog.getByRole("alert")).toHaveText(/could not be reached/);
      await expect(dialog.getByLabel("Name")).toHaveValue(`${name} as ever`);
      await isAccessible(page);
    });
    await dialog.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("link", { name: `${name} as ever` })).toBeVisible();
    await page.getByRole("button", { name: `Actions for ${name} as ever` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const question = page.getByRole("alertdialog");
    await question.getByRole("textbox").fill(`${name} as ever`);
    await failing(page, away, async () => {
      await question.getByRole("button", { name: "Delete project" }).click();
      await expect(question.getByRole("alert")).toHaveText(/could not be reached/);
    });
    await question.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Project deleted", { exact: true })).toBeVisible();
  });
});

test("the search of the palette and the check of an address say that they found no answer", async ({
  page,
}) => {
  const away: Answer = (route) => route.abort("connectionrefused");
  await page.goto(rootUrl("/sign-up"));
  await failing(page, away, async () => {
    await page.getByLabel("Address").fill("some-address");
    await expect(page.getByText(/could not be reached\. The address is checked when/)).toBeVisible();
  });
  await signIn(page, "acme", "mira@acme.example");
  await page.getByRole("button", { name: "Search or jump to" }).click();
  await failing(page, away, async () => {
    await page.getByPlaceholder("Search or jump to").fill("cat");
    await expect(page.getByRole("dialog").getByRole("alert")).toHaveText(/could not be reached/);
    await isAccessible(page);
  });
  await page.getByRole("option", { name: "Search again" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toHaveCount(0);
});

test("a role that could not be changed goes back and can be tried again", async ({ page }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/settings/members"));
  const select = page.getByLabel(/^Role of Tomás/);
  const before = await select.inputValue();
  await failing(
    page,
    (route) => route.abort("connectionrefused"),
    async () => {
      await select.selectOption("viewer");
      await expect(notice(page)).toHaveText(/could not be reached/);
      await expect(select).toHaveValue(before);
      await isAccessible(page);
    },
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(select).toHaveValue("viewer");
  await expect(page.getByText(/^Role changed/)).toBeVisible();
  await select.selectOption(before);
  await expect(page.getByText(/^Role changed/)).toHaveCount(2);
});

test("a part of the page that cannot be loaded says so where it was wanted", async ({ page, context }) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/projects"));
  await context.setOffline(true);
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click();
  await expect(notice(page)).toHaveText(/You are offline|could not be loaded/);
  await page.getByRole("button", { name: "Search or jump to" }).click();
  await expect(page.getByText(/You are offline|could not be loaded/).nth(1)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a form is sent, and refused with what was typed", async ({ page }) => {
    await page.goto(workspaceUrl("globex", "/sign-in"));
    await page.getByLabel("E-mail").fill("nobody@globex.example");
    await page.getByLabel("Password", { exact: true }).fill("not the password at all");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: /could not sign you in/ })).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue("nobody@globex.example");
  });
});
