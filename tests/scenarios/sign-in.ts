import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { hashPassword } from "@/lib/auth/passwords";
import { appPort } from "./stage";

const password = "correct horse battery";

/** A page of a workspace, as the browser asks for it. */
export const addressIn = (slug: string, path: string) => `http://${slug}.localhost:${appPort}${path}`;

/** Gives somebody of the world a password and signs them in by the form. */
export async function signIn(page: Page, slug: string, person: { userId: string; email: string }) {
  const passwordHash = await hashPassword(password);
  await withPlatform((db) => db.update(users).set({ passwordHash }).where(eq(users.id, person.userId)));
  await page.goto(addressIn(slug, "/sign-in"));
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.includes("sign-in"));
}
