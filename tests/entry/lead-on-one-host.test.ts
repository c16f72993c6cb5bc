import { expect, test, vi } from "vitest";
import { lead } from "@/lib/entry/lead";
import { slugHeader } from "@/lib/entry/place";

// One host for everything, as on a first deployment without a wildcard domain.
Object.assign(process.env, { ROOT_DOMAIN: "tenantry.example", TENANT_ROUTING: "path", APP_SCHEME: "https" });

/** What the request says of where it arrived. */
const asked = vi.hoisted(() => ({ headers: {} as Record<string, string> }));
vi.mock("next/headers", () => ({ headers: async () => new Headers(asked.headers) }));

const host = "tenantry.example";
const to = (location: string) =>
  expect.objectContaining({ digest: expect.stringContaining(`;${location};`) });

test.each([
  ["/projects?search=a", "/t/acme/projects?search=a"],
  ["/", "/t/acme"],
  ["/auth/arrived?next=%2Fprojects", "/t/acme/auth/arrived?next=%2Fprojects"],
  ["https://checkout.example/x", "https://checkout.example/x"],
])("on a workspace %j leads to %j", async (target, location) => {
  asked.headers = { host, [slugHeader]: "acme" };
  await expect(lead(target)).rejects.toEqual(to(location));
});

test.each([
  ["on the root domain", { host }],
  ["under a name that no workspace can have", { host, [slugHeader]: "../x" }],
  ["on another host", { host: "evil.example", [slugHeader]: "acme" }],
])("%s a path is one of the host", async (_, headers) => {
  asked.headers = headers;
  await expect(lead("/workspaces")).rejects.toEqual(to("/workspaces"));
});
