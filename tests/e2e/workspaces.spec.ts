import {
  cli,
  expect,
  linkIn,
  mailTo,
  openWorkspace,
  password,
  rootUrl,
  signIn,
  test,
  unique,
  workspaceUrl,
} from "./support";

test("each role sees what it may, and the server refuses the rest", async ({ page }) => {
  await signIn(page, "acme", "wei@acme.example");
  await expect(page.getByRole("link", { name: "Billing" })).toHaveCount(0);
  await page.goto(workspaceUrl("acme", "/projects"));
  await expect(page.getByRole("link", { name: "New project" })).toHaveCount(0);
  for (const path of ["/projects/new", "/settings/billing", "/settings/audit"]) {
    expect((await page.goto(workspaceUrl("acme", path)))?.status(), path).toBe(403);
  }
});

test("the billing role pays and does nothing else", async ({ page }) => {
  await signIn(page, "acme", "priya@acme.example");
  expect((await page.goto(workspaceUrl("acme", "/settings/billing")))?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect((await page.goto(workspaceUrl("acme", "/projects")))?.status()).toBe(403);
});

test("one person in two workspaces switches between them without a second sign-in", async ({ page }) => {
  await signIn(page, "acme", "robin@acme.example");
  await page.getByRole("button", { name: /Workspace: Acme/ }).click();
  await page.getByRole("link", { name: "Globex Research" }).click();
  await page.waitForURL(workspaceUrl("globex"));
  await expect(page.getByRole("button", { name: /Workspace: Globex/ })).toBeVisible();
  await expect(page.getByText("Acme Outdoor").first()).toBeHidden();
});

test("who is in one workspace gets nothing of the other, not even with the cookie", async ({
  page,
  context,
}) => {
  await signIn(page, "acme", "mira@acme.example");
  await page.goto(workspaceUrl("acme", "/projects"));
  const href = await page.locator('a[href^="/projects/prj_"]').first().getAttribute("href");
  const name = (await page.locator('a[href^="/projects/prj_"]').first().textContent()) ?? "";
  const [sid] = (await context.cookies(workspaceUrl("acme"))).filter((cookie) => cookie.name === "sid");
  await context.addCookies([{ name: "sid", value: sid?.value ?? "", url: workspaceUrl("globex") }]);
  await page.goto(workspaceUrl("globex", "/projects"));
  await expect(page).toHaveURL(/globex.*sign-in/);
  await context.clearCookies();
  await signIn(page, "globex", "jonas@globex.example");
  expect((await page.goto(workspaceUrl("globex", href ?? "/")))?.status()).toBe(404);
  await page.goto(workspaceUrl("globex", `/projects?status=all&search=${encodeURIComponent(name)}`));
  await expect(page.getByText(name, { exact: true })).toHaveCount(0);
});

test("end users sign up where the workspace is open, and join by the link in their mail", async ({
  page,
}) => {
  const email = `${unique("lena")}@example.com`;
  await page.goto(workspaceUrl("acme", "/sign-up"));
  await page.getByLabel("Your name").fill("Lena Fischer");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(linkIn(await mailTo(email), "/confirm/"));
  await page.getByRole("button", { name: /join|confirm|finish/i }).click();
  await page.waitForURL(workspaceUrl("acme"));
  await expect(page.getByRole("button", { name: /Lena Fischer/ })).toBeVisible();
});

test("a workspace open to one domain turns others away without telling who is a member", async ({ page }) => {
  await page.goto(workspaceUrl("globex", "/sign-up"));
  await page.getByLabel("Your name").fill("Nobody Special");
  await page.getByLabel("E-mail").fill(`${unique("x")}@elsewhere.example`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByText(/globex\.example/).first()).toBeVisible();
  await expect(page).toHaveURL(/sign-up/);
});

test("an address nobody has is a 404 that helps, and so is a page nobody wrote", async ({ page }) => {
  expect((await page.goto(workspaceUrl("nobody-here")))?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "Find your workspace" })).toBeVisible();
  expect((await page.goto(rootUrl("/no-such-page")))?.status()).toBe(404);
  expect((await page.goto(rootUrl("/workspace/projects")))?.status()).toBe(404);
});

test("six wrong passwords lock the door for a while, also for the right one", async ({ page }) => {
  await page.goto(workspaceUrl("globex", "/sign-in"));
  for (let attempt = 0; attempt < 6; attempt++) {
    await page.getByLabel("E-mail").fill("robin@acme.example");
    await page.getByLabel("Password", { exact: true }).fill(`wrong password ${attempt}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: /could not sign you in|Too many/ })).toBeVisible();
    if (attempt === 4) await page.reload();
  }
  await expect(page.getByText(/Too many attempts/)).toBeVisible();
});

test("the page of suspended workspaces is none of the site's own", async ({ page }) => {
  expect((await page.goto(rootUrl("/suspended")))?.status()).toBe(404);
});

test("a workspace that is suspended soon says what its people may know", async ({ page }) => {
  const { slug } = await openWorkspace(page, "Short Lived");
  await cli("tenant", "suspend", slug, "--reason", "Stolen card", "--notice", "A question about a bill");
  await expect(async () => {
    expect((await page.goto(workspaceUrl(slug, "/projects")))?.status()).toBe(403);
    await expect(page.getByText("A question about a bill")).toBeVisible({ timeout: 2_000 });
    expect(await page.content()).not.toContain("Stolen card");
  }).toPass();
  await cli("tenant", "reactivate", slug);
  await expect(async () => {
    expect((await page.goto(workspaceUrl(slug, "/projects")))?.status()).toBe(200);
  }).toPass();
});
