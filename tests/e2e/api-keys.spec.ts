import type { Page } from "@playwright/test";
import { ask } from "../support/raw";
import { expect, openWorkspace, rootUrl, test, workspaceUrl } from "./support";

const { host: rootHost, port } = new URL(rootUrl());

const projectsWith = (slug: string, secret: string) =>
  ask({
    port: Number(port),
    host: `${slug}.${rootHost}`,
    path: "/api/v1/projects",
    headers: { authorization: `Bearer ${secret}` },
  });

async function createKey(page: Page, slug: string): Promise<string> {
  await page.goto(workspaceUrl(slug, "/settings/api-keys"));
  await page.getByLabel("Name", { exact: true }).fill("Nightly import");
  await page.getByRole("checkbox", { name: /projects:read/ }).check();
  await page.getByRole("button", { name: "Create API key" }).click();
  const secret = page.getByText(/^tnt_[0-9A-Za-z]{38}$/);
  await expect(secret).toBeVisible();
  return (await secret.textContent()) ?? "";
}

test("a key made in the browser works over HTTP at once, and no longer once it is revoked", async ({
  page,
}) => {
  const { slug } = await openWorkspace(page, "Keys & Sons");
  const secret = await createKey(page, slug);
  const answer = await projectsWith(slug, secret);
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ data: [] });
  await expect(page.getByText(`curl -H "Authorization: Bearer ${secret}"`)).toContainText(
    workspaceUrl(slug, "/api/v1/projects"),
  );

  await page.goto(workspaceUrl(slug, "/settings/api-keys"));
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole("link", { name: "Nightly import" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Nightly import");
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("Revoked")).toBeVisible();
  expect((await projectsWith(slug, secret)).status).toBe(401);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a refusal keeps every ticked box, and the secret is shown", async ({ page }) => {
    const { slug } = await openWorkspace(page, "Plain Keys");
    await page.goto(workspaceUrl(slug, "/settings/api-keys"));
    await page.getByLabel("Name", { exact: true }).fill("Report");
    await page.getByLabel("Role").selectOption("viewer");
    for (const scope of [/projects:read/, /projects:write/])
      await page.getByRole("checkbox", { name: scope }).check();
    await page.getByRole("button", { name: "Create API key" }).click();
    await expect(page.getByText("does not hold these permissions: projects:write").last()).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /projects:read/ })).toBeChecked();
    await page.getByRole("checkbox", { name: /projects:write/ }).uncheck();
    await page.getByRole("button", { name: "Create API key" }).click();
    await expect(page.getByText(/^tnt_[0-9A-Za-z]{38}$/)).toBeVisible();
  });
});
