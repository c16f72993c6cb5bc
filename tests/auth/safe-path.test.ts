import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkOn } from "@/lib/auth/links";
import { safePath } from "@/lib/auth/safe-path";
import { signIn } from "@/lib/auth/sign-in";
import { account, password, visitor } from "./people";

const away = [
  "/.//evil.example/x",
  "/..//evil.example",
  "/foo/..//evil.example",
  "/%2e//evil.example",
  "/%2E%2e//evil.example",
  "/a/%2e%2E//evil.example",
  "/\\evil.example",
  "/.\\/evil.example",
  "//evil.example",
  "///evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/%2f/evil.example",
  "/%5cevil.example",
  "/.\t//evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "evil.example",
  "",
  "/\ud800",
  `/${"x".repeat(1_000)}`,
  `/${"日".repeat(500)}`,
];

test.each(away)("%j stays at home", (path) => {
  expect(safePath(path)).toBe("/");
});

test.each([
  ["/", "/"],
  ["/projects?sort=name&q=a%20b#top", "/projects?sort=name&q=a%20b#top"],
  ["/a/../projects", "/projects"],
  ["/日本?q=ü", "/%E6%97%A5%E6%9C%AC?q=%C3%BC"],
  ["/a//b", "/a//b"],
  ["/?to=//evil.example", "/?to=//evil.example"],
])("%j leads to %j", (path, expected) => {
  expect(safePath(path)).toBe(expected);
});

test("no path, or two, is the first page", () => {
  expect([null, undefined, ["/a", "/b"]].map(safePath)).toEqual(["/", "/", "/"]);
});

/** Strings of the characters that decide where an address leads, and of any others. */
const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("/", "\\", ".", "%2e", "%2E", "%2f", "%5C", "\t", "@", ":", "?", "#", "e"),
  }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);
const paths = anything.chain((text) => fc.constantFrom(text, `/${text}`, `//${text}`, `/.//${text}`));

describe("whatever was asked for", () => {
  const holds = (check: (path: string) => void) =>
    fc.assert(
      fc.property(paths, (text) => {
        check(safePath(text));
      }),
      { numRuns: 2_000 },
    );

  const bases = [
    "https://tenantry.example/sign-in",
    "https://acme.tenantry.example/auth/finish?next=x",
    "https://tenantry.example/t/acme/sign-in",
  ];

  test("it leads to the host it is asked on, as a path and behind a workspace's own", () => {
    holds((path) => {
      for (const base of bases) {
        const { origin } = new URL(base);
        expect(new URL(path, base).origin).toBe(origin);
        expect(new URL(`/t/acme${path}`, base).pathname).toMatch(/^\/t\/acme\//);
      }
      expect(path).toMatch(/^\/(?!\/)/);
    });
  });

  test("a link made of it stays on the workspace, or on the root domain", () => {
    holds((path) => {
      expect(new URL(linkOn({ slug: "acme" }, path)).host).toBe("acme.localhost:3000");
      expect(new URL(linkOn(null, path)).host).toBe("localhost:3000");
    });
  });

  test("a Location header can be built of it", () => {
    holds((path) => {
      expect(new Headers({ location: path }).get("location")).toBe(path);
      expect(path).toMatch(/^[\x21-\x7e]+$/);
    });
  });

  test("made safe twice it is the same", () => {
    holds((path) => expect(safePath(path)).toBe(path));
  });
});

test("where to go after signing in stays on this host", async () => {
  const kim = await account();
  const { run } = visitor();
  const next = async (path: string) => (await run(signIn, { email: kim.email, password, next: path })).next;
  expect(await next("/projects?sort=name")).toBe("/projects?sort=name");
  for (const path of away) expect(await next(path)).toBe("/");
});
