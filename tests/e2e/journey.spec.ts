import {
  addresses,
  expect,
  linkIn,
  mailTo,
  openWorkspace,
  password,
  rootUrl,
  test,
  unique,
  workspaceUrl,
} from "./support";

test("a workspace's first day: open, invite, sign up, work, hit the limit, pay, go on", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const { slug, owner } = await openWorkspace(page, "Moreau & Daughters");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  await test.step("an invited colleague joins", async () => {
    const guest = `${unique("sam")}@example.com`;
    await page.goto(workspaceUrl(slug, "/settings/members"));
    await page.getByRole("button", { name: "Invite people" }).click();
    await page.getByLabel("E-mail addresses").fill(guest);
    await page.getByRole("button", { name: "Send invitations" }).click();
    const colleague = await (await browser.newContext()).newPage();
    await colleague.goto(linkIn(await mailTo(guest), "/invitations/"));
    await colleague.getByLabel("Your name").fill("Sam Okafor");
    await colleague.getByLabel("Choose a password").fill(password);
    await colleague.getByRole("button", { name: /join|accept/i }).click();
    await colleague.waitForURL(workspaceUrl(slug));
    await colleague.context().close();
  });

  await test.step("two projects fit on Free, the third is refused", async () => {
    for (const name of ["Spring catalog", "Autumn catalog"]) {
      await page.goto(workspaceUrl(slug, "/projects/new"));
      await page.getByLabel("Name").fill(name);
      await page.getByRole("button", { name: "Create project" }).click();
      await expect(page.getByRole("heading", { name })).toBeVisible();
    }
    await page.goto(workspaceUrl(slug, "/projects/new"));
    await expect(page.getByText(/Free/).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Create project" })).toHaveCount(0);
  });

  await test.step("the owner upgrades at the local Stripe", async () => {
    await page.goto(workspaceUrl(slug, "/settings/billing"));
    await page
      .getByRole("button", { name: /starter/i })
      .first()
      .click();
    const { stripeUrl } = await addresses();
    await page.waitForURL((url) => url.origin === new URL(stripeUrl).origin);
    await page.getByLabel(/card number/i).fill("4242 4242 4242 4242");
    await page.getByLabel(/expir/i).fill("12 / 34");
    await page.getByLabel(/cvc|security code/i).fill("123");
    await page.getByLabel(/name on card|cardholder/i).fill(owner.name);
    await page.getByLabel("Street and number").fill("1 Market Street");
    await page.getByLabel("City").fill("San Francisco");
    await page.getByRole("button", { name: /pay|subscribe|start/i }).click();
    await page.waitForURL((url) => url.host.startsWith(slug));
  });

  await test.step("soon the limit has risen", async () => {
    await expect(async () => {
      await page.goto(workspaceUrl(slug, "/projects/new"));
      await expect(page.getByRole("button", { name: "Create project" })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await page.getByLabel("Name").fill("Winter catalog");
    await page.getByRole("button", { name: "Create project" }).click();
    await expect(page.getByRole("heading", { name: "Winter catalog" })).toBeVisible();
  });

  await test.step("the audit log tells the day", async () => {
    await page.goto(workspaceUrl(slug, "/settings/audit"));
    for (const line of [
      /opened the workspace/,
      /invited/,
      /joined the workspace/,
      /created the project/,
      /The plan .* started/,
    ]) {
      await expect(page.getByText(line).first()).toBeVisible();
    }
  });

  await test.step("the receipt of it all is in the mailbox", async () => {
    await mailTo(owner.email, /starter|plan|subscription/i);
  });

  await test.step("signing out ends it", async () => {
    await page.goto(workspaceUrl(slug));
    await page
      .getByRole("button", { name: new RegExp(owner.name) })
      .first()
      .click();
    await page.getByRole("button", { name: /sign out/i }).click();
    await page.waitForURL(/sign-in/);
    await page.goto(workspaceUrl(slug, "/projects"));
    await expect(page).toHaveURL(/sign-in/);
  });

  await page.goto(rootUrl());
});
