import { describe, expect, test } from "vitest";
import { parseHost, workspaceUrl } from "@/lib/tenancy/host";
import { isReserved, slugSchema, suggestSlug } from "@/lib/tenancy/slug";

describe("a Host header", () => {
  test.each([
    ["example.com", { kind: "root" }],
    ["EXAMPLE.com:443", { kind: "root" }],
    ["example.com.", { kind: "root" }],
    ["www.example.com", { kind: "alias" }],
    ["admin.example.com", { kind: "console" }],
    ["acme.example.com", { kind: "workspace", slug: "acme" }],
    ["ACME.example.com.:8080", { kind: "workspace", slug: "acme" }],
    ["a.b.example.com", { kind: "unknown" }],
    ["xn--cme-5cd.example.com", { kind: "unknown" }],
    ["acme---branch.example.com", { kind: "unknown" }],
    ["аcme.example.com", { kind: "unknown" }],
    ["acme.example.com.evil.com", { kind: "unknown" }],
    ["evilexample.com", { kind: "unknown" }],
    ["acme.example.com/../x", { kind: "unknown" }],
    ["acme.example.com@evil.com", { kind: "unknown" }],
    ["", { kind: "unknown" }],
    [`${"a".repeat(300)}.example.com`, { kind: "unknown" }],
  ])("%s", (header, host) => {
    expect(parseHost(header, "example.com")).toEqual(host);
  });

  test("the port of the root domain does not matter", () => {
    expect(parseHost("acme.localhost:3000", "localhost:3000")).toEqual({ kind: "workspace", slug: "acme" });
  });

  test("a workspace has its own host, or a path where there is only one", () => {
    const site = { rootDomain: "example.com", scheme: "https", routing: "subdomain" } as const;
    expect(workspaceUrl(site, "acme", "/projects")).toBe("https://acme.example.com/projects");
    expect(workspaceUrl({ ...site, routing: "path" }, "acme", "/projects")).toBe(
      "https://example.com/t/acme/projects",
    );
    expect(workspaceUrl({ ...site, routing: "path" }, "acme")).toBe("https://example.com/t/acme");
  });
});

describe("a subdomain", () => {
  test.each(["acme", "a1b", "moller-sons", "x".repeat(40)])("%s may be claimed", (slug) => {
    expect(slugSchema.parse(slug)).toBe(slug);
  });

  test.each([
    "ab",
    "-acme",
    "acme-",
    "1acme",
    "ac--me",
    "acmé",
    "ac me",
    "x".repeat(41),
    "admin",
    "www",
    "adm1n",
    "bil1ing",
    "vvww",
    "",
  ])("%s may not", (slug) => {
    expect(slugSchema.safeParse(slug).success).toBe(false);
  });

  test("typing capitals and spaces around is forgiven", () => {
    expect(slugSchema.parse("  ACME ")).toBe("acme");
  });

  test("there are at least 120 reserved names, and what looks like one is reserved too", () => {
    expect(isReserved("webhooks")).toBe(true);
    expect(isReserved("weBhooks".toLowerCase().replace("oo", "00"))).toBe(true);
    expect(isReserved("acme")).toBe(false);
  });

  test.each([
    ["Møller & Sons, Ltd.", "moller-sons-ltd"],
    ["  3M Company ", "m-company"],
    ["Straße—Ecke", "strasse-ecke"],
    ["株式会社", ""],
  ])("%s is suggested as %s", (name, slug) => {
    expect(suggestSlug(name)).toBe(slug);
  });
});
