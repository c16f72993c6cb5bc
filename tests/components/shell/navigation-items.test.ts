import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  deeds,
  isSettingsPath,
  looksOf,
  settingsEntry,
  settingsPages,
  workPages,
} from "@/components/shell/navigation-items";
import { entriesOf, isMatch } from "@/components/shell/palette-entries";
import { permissionsOf, roles } from "@/lib/core/permissions";

const pages = [...workPages, ...settingsPages];

describe("the navigation", () => {
  test("lists no page twice, neither by address nor by name", () => {
    for (const all of [pages.map(({ href }) => href), pages.map(({ name }) => name)])
      expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
  });

  test("leads to pages that are there, the settings' below one address", () => {
    for (const { href } of [...pages, ...deeds]) {
      const folder = `app/workspace/(app)${href === "/" ? "" : href}`;
      expect(existsSync(`${folder}/page.tsx`), href).toBe(true);
    }
    expect(settingsPages.filter(({ href }) => !isSettingsPath(href))).toEqual([]);
    expect(workPages.filter(({ href }) => isSettingsPath(href))).toEqual([]);
  });

  test("has one way into the settings, to a page that every role may see", () => {
    expect(settingsPages.map(({ href }) => href)).toContain(settingsEntry.href);
    for (const role of roles) expect(permissionsOf(role)).toContain(settingsEntry.permission);
  });

  test("gives no letter to two pages", () => {
    const letters = [...pages, settingsEntry].flatMap((one) => ("letter" in one ? one.letter : []));
    expect(new Set(letters).size).toBe(letters.length);
    expect(letters).not.toContain("g");
  });
});

test.each([
  ["/", "dashboard"],
  ["/projects", "list"],
  ["/projects/prj_1", "detail"],
  ["/settings/members", "list"],
  ["/settings/billing", "billing"],
  ["/settings/billing/cards", "form"],
  ["/settings/profile", "form"],
  ["/nowhere", "form"],
])("%s is awaited as a %s", (path, looks) => {
  expect(looksOf(path)).toBe(looks);
});

describe("the palette", () => {
  const workspaces = [
    { name: "Acme", slug: "acme", picture: null, href: "http://acme.example", isCurrent: true },
    { name: "Globex", slug: "globex", picture: null, href: "http://globex.example", isCurrent: false },
  ];
  const viewer = { name: "Ada", email: "ada@example.com", picture: null, role: "viewer" } as const;
  const offered = (role: (typeof roles)[number], isReadOnly = false) => {
    const entries = entriesOf({ viewer: { ...viewer, may: permissionsOf(role) }, isReadOnly, workspaces });
    return {
      paths: [...entries.deeds, ...entries.pages, ...entries.settings].map(({ name }) => name),
      workspaces: entries.workspaces.map(({ slug }) => slug),
    };
  };

  test("offers what the role may see and begin, and the other workspaces", () => {
    expect(offered("owner").paths).toEqual([
      ...["newProject", "inviteMembers", "dashboard", "projects"],
      ...["general", "members", "usage", "billing", "webhooks", "apiKeys", "audit", "profile", "security"],
    ]);
    expect(offered("viewer").paths).toEqual([
      ...["dashboard", "projects", "general", "members", "profile", "security"],
    ]);
    expect(offered("viewer").workspaces).toEqual(["globex"]);
  });

  test("begins nothing in a workspace that is read-only", () => {
    expect(offered("owner", true).paths).not.toContain("newProject");
    expect(offered("owner", true).paths).not.toContain("inviteMembers");
  });

  test.each([
    ["Audit log", "audit", true],
    ["Audit log", "log au", true],
    ["Prüfprotokoll", "pruf", true],
    ["Übersicht", "über", true],
    ["Audit log", "dit", false],
    ["Audit log", "audit x", false],
    ["Audit log", "  ", true],
    ["Audit log", "(", true],
  ])("takes %j for %j: %j", (label, typed, expected) => {
    expect(isMatch(label, typed)).toBe(expected);
  });
});
