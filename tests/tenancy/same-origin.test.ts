import { describe, expect, test } from "vitest";
import type { Site } from "@/env";
import { publicHost } from "@/lib/tenancy/host";
import { isSameOrigin } from "@/lib/tenancy/same-origin";

const site: Site = { rootDomain: "example.com", scheme: "https", routing: "subdomain" };
const local: Site = { rootDomain: "example.test:8080", scheme: "http", routing: "subdomain" };

describe("the one name of a host", () => {
  test.each([
    ["acme.example.com", "acme.example.com"],
    ["ACME.example.com:443", "acme.example.com"],
    ["acme.example.com:80", "acme.example.com"],
    ["acme.example.com.:3000", "acme.example.com"],
    ["example.com:8443", "example.com"],
    ["admin.example.com:1", "admin.example.com"],
    ["Evil.Example.:443", "evil.example"],
    ["evil.example:8080", "evil.example:8080"],
    [null, ""],
  ])("%s is %s", (header, name) => {
    expect(publicHost(header, site)).toBe(name);
  });

  test("keeps the port of the site where a proxy drops it", () => {
    expect(publicHost("acme.example.test", local)).toBe("acme.example.test:8080");
  });
});

const asked = (host: string, origin: string | null, fetchSite?: string) =>
  new Headers({
    host,
    ...(origin === null ? {} : { origin }),
    ...(fetchSite === undefined ? {} : { "sec-fetch-site": fetchSite }),
  });

describe("a request of the host's own page", () => {
  test.each([
    ["acme.example.com", "https://acme.example.com"],
    ["acme.example.com:443", "https://acme.example.com"],
    ["acme.example.com:80", "https://acme.example.com"],
    ["ACME.example.com.", "https://acme.example.com"],
    ["acme.example.com", "https://acme.example.com."],
    ["acme.example.com:8443", "https://acme.example.com:8443"],
  ])("Host %s, Origin %s", (host, origin) => {
    expect(isSameOrigin(asked(host, origin), site)).toBe(true);
    expect(isSameOrigin(asked(host, origin, "same-origin"), site)).toBe(true);
  });

  test("a proxy's $host has no port, the browser's origin has the site's", () => {
    expect(isSameOrigin(asked("acme.example.test", "http://acme.example.test:8080"), local)).toBe(true);
  });

  test("names no origin where it sends no referrer", () => {
    expect(isSameOrigin(asked("acme.example.com", "null", "same-origin"), site)).toBe(true);
  });
});

describe("a request of anybody else's", () => {
  test.each([
    ["a sibling", "https://globex.example.com", undefined],
    ["the root domain", "https://example.com", undefined],
    ["another port", "https://acme.example.com:8443", undefined],
    ["plain http", "http://acme.example.com", undefined],
    ["a longer name", "https://acme.example.com.evil.example", undefined],
    ["another scheme", "chrome-extension://acme.example.com", undefined],
    ["a frame without origin", "null", undefined],
    ["a frame without origin, elsewhere", "null", "cross-site"],
    ["a sibling, by the browser's word", "https://acme.example.com", "same-site"],
    ["a contradiction", "https://evil.example", "same-origin"],
    ["nobody", null, undefined],
    ["somebody typing", null, "none"],
    ["nonsense", "acme.example.com", undefined],
  ])("%s", (_, origin, fetchSite) => {
    for (const host of ["acme.example.com", "acme.example.com:443", "ACME.EXAMPLE.COM."])
      expect(isSameOrigin(asked(host, origin, fetchSite), site)).toBe(false);
  });
});
