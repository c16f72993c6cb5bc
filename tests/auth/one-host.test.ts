import { expect, test } from "vitest";
import { hostCookie } from "@/lib/auth/host-cookie";
import { linkOn } from "@/lib/auth/links";
import { readSession } from "@/lib/auth/read-session";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { entryUrl } from "@/lib/onboarding/create-workspace";
import { member, workspace } from "../support/world";
import { account, signedIn, tenantOf } from "./people";

// One host for everything, as on a first deployment without a wildcard domain.
Object.assign(process.env, { ROOT_DOMAIN: "tenantry.example", TENANT_ROUTING: "path", APP_SCHEME: "https" });

test("links lead below the workspace's path", () => {
  expect(linkOn({ slug: "acme" }, "/confirm/x")).toBe("https://tenantry.example/t/acme/confirm/x");
  expect(linkOn(null, "/verify-email/x")).toBe("https://tenantry.example/verify-email/x");
  expect(entryUrl("acme")).toBe("https://tenantry.example/t/acme/auth/start?from=root&next=/");
});

test("each workspace has cookies of its own name, which only this very host can set", async () => {
  const names = [null, { id: "1", slug: "acme" }, { id: "2", slug: "globex" }].flatMap((tenant) => [
    sessionCookie(tenant).name,
    hostCookie("handoff", tenant, 1).name,
  ]);
  expect(new Set(names).size).toBe(6);
  for (const name of names) expect(name).toMatch(/^__Host-/);
});

test("a session of one workspace is nobody on another, though they share the host", async () => {
  const [acme, globex] = await Promise.all([workspace(), workspace()]);
  const kim = await account();
  await member(acme.slug, "member", kim);
  await member(globex.slug, "member", kim);
  const { cookie, isAlive } = await signedIn(kim, await tenantOf(acme.slug));
  expect(await isAlive()).toBe(true);
  expect(await readSession(cookie, await tenantOf(globex.slug))).toBeNull();
  expect(await readSession(cookie, null)).toBeNull();
});
