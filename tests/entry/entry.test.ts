import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { contextOf } from "@/lib/entry/context";
import { typedValues } from "@/lib/entry/form-state";
import { placeOf } from "@/lib/entry/place";
import { refusalOf } from "@/lib/entry/refusal";
import { assertSameOrigin } from "@/lib/entry/same-origin";
import { noRegion } from "@/lib/platform/region";
import { person, workspace } from "../support/world";

const asking = (host: string, more: Record<string, string> = {}) => new Headers({ host, ...more });

describe("where a request arrived", () => {
  test("is read from its Host alone, whatever else it claims", async () => {
    const acme = await workspace();
    const forged = {
      "x-forwarded-host": `${acme.slug}.localhost:3000`,
      "x-workspace-slug": acme.slug,
      "x-tenant-id": acme.id,
    };
    expect((await placeOf(asking("localhost:3000", forged))).tenant).toBeNull();
    expect((await placeOf(asking(`${acme.slug.toUpperCase()}.localhost.:3000`))).tenant?.id).toBe(acme.id);
    expect((await placeOf(asking("evil.example", forged))).kind).toBe("unknown");
  });

  test("a workspace nobody opened is no place", async () => {
    expect(await placeOf(asking("not-opened.localhost:3000"))).toMatchObject({
      kind: "unknown",
      tenant: null,
    });
  });
});

describe("who asks", () => {
  const session = (user: { id: string; name: string; email: string }) => ({
    id: "ses_x",
    user: { ...user, isEmailVerified: true, region: noRegion },
  });

  test("a member gets a context with their role", async () => {
    const acme = await workspace();
    const place = await placeOf(asking(`${acme.slug}.localhost:3000`));
    const { userId: id, email } = acme.viewer;
    expect(await contextOf(place, session({ id, name: "V", email }))).toMatchObject({
      role: "viewer",
      tenant: { id: acme.id },
    });
  });

  test("a stranger, a member of another workspace and nobody get none", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const place = await placeOf(asking(`${acme.slug}.localhost:3000`));
    const { userId: id, email } = globex.owner;
    await expect(contextOf(place, session({ id, name: "G", email }))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(contextOf(place, session(await person()))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(contextOf(place, null)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("nobody gets one in a suspended workspace", async () => {
    const acme = await workspace();
    const place = await placeOf(asking(`${acme.slug}.localhost:3000`));
    const suspended = { ...place, tenant: { ...acme.owner.context.tenant, status: "suspended" as const } };
    const { userId: id, email } = acme.owner;
    await expect(contextOf(suspended, session({ id, name: "O", email }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a form from somewhere else", () => {
  const host = "acme.localhost:3000";
  test.each([
    ["a sibling workspace", { "sec-fetch-site": "same-site", origin: "http://evil.localhost:3000" }],
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
    ["an old browser on another origin", { origin: "http://evil.localhost:3000" }],
    ["nowhere", {}],
    ["a mangled origin", { origin: "not a url" }],
  ])("%s is refused", (_, headers) => {
    expect(() => assertSameOrigin(asking(host, headers))).toThrow(AppError);
  });

  test.each<Record<string, string>>([
    { "sec-fetch-site": "same-origin" },
    { origin: "http://acme.localhost:3000" },
  ])("%o is taken", (headers) => {
    expect(() => assertSameOrigin(asking(host, headers))).not.toThrow();
  });
});

describe("a form", () => {
  test("gives back what was typed, never a password", () => {
    const form = new FormData();
    for (const [name, value] of [
      ["name", "Kim"],
      ["password", "hunter2"],
      ["currentPassword", "x"],
      ["$ACTION_ID", "1"],
    ] as const) {
      form.append(name, value);
    }
    expect(typedValues(form)).toEqual({ name: "Kim" });
  });
});

describe("what was thrown", () => {
  test("never shows its own words unless they were meant for people", () => {
    const raw = new Error('insert into "platform"."users" failed', {
      cause: Object.assign(new Error("x"), { code: "23505" }),
    });
    expect(refusalOf(raw).message).not.toContain("platform");
  });

  test("a lost database is unavailable, not a mistake of the caller", () => {
    expect(refusalOf(Object.assign(new Error("terminating"), { code: "57P01" })).status).toBe(503);
    expect(
      refusalOf(new Error("q", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) })).code,
    ).toBe("unavailable");
  });
});
