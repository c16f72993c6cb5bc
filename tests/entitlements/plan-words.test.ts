import { describe, expect, test } from "vitest";
import {
  amountOf,
  beyondInWords,
  essentialsOf,
  featureWords,
  listInWords,
  makingRoom,
  pointsOf,
  thingsIn,
  withAlsoCounted,
  withWords,
} from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";

const { projects, seats, customDomains } = featureWords;

describe("how many of something", () => {
  test("is one, several or without end", () => {
    expect([0, 1, 12_000, "unlimited" as const].map((cap) => amountOf(cap, customDomains))).toEqual([
      "0 custom domains",
      "1 custom domain",
      "12,000 custom domains",
      "Unlimited custom domains",
    ]);
  });

  test("says what counts although one might not expect it", () => {
    expect(withAlsoCounted("Projects", projects)).toBe("Projects, archived ones too");
    expect(withAlsoCounted("Seats", seats)).toBe("Seats, open invitations too");
    expect(withAlsoCounted("Custom domains", customDomains)).toBe("Custom domains");
  });

  test("is listed without a comma before the last", () => {
    expect(listInWords(["2 seats"])).toBe("2 seats");
    expect(listInWords(["2 seats", "2 projects", "1 vehicle"])).toBe("2 seats, 2 projects and 1 vehicle");
  });
});

test("what a smaller plan has no room for is told with the way to make some", () => {
  const starter = { planName: "Starter", limit: 10 };
  expect(beyondInWords(projects, { ...starter, total: 3 })).toBe(
    "3 projects over Starter’s 10 become read-only: the newest ones. Nothing is deleted; archive or delete others to make room.",
  );
  expect(beyondInWords(customDomains, { ...starter, total: 1 })).toMatch(
    /^1 custom domain over Starter’s 10 becomes read-only: the newest one\. .*; delete others to make room\.$/,
  );
  expect(makingRoom(customDomains)).toBe("delete");
});

describe("a plan", () => {
  test("is told by all it includes, and not by what it does not", () => {
    expect(thingsIn(plans.free)).toContain("1 integration");
    expect(thingsIn(plans.free).join()).not.toContain("custom domain");
    const points = pointsOf(plans.starter, "3 seats");
    expect(points[0]).toBe("3 seats");
    expect(points).toEqual(expect.arrayContaining([...thingsIn(plans.starter), "10 GB storage"]));
  });

  test("is told in a few words where there is no room for more", () => {
    expect(essentialsOf(plans.business)).toEqual(["25 members", "Unlimited projects"]);
  });
});

test("what is known of features is shown in the order of the catalog, whatever order it comes in", () => {
  expect(
    withWords({ seats: 1, customDomains: 0, projects: 2 }).map(({ name, value }) => [name, value]),
  ).toEqual([
    ["projects", 2],
    ["customDomains", 0],
    ["seats", 1],
  ]);
});
