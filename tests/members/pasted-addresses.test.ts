import { describe, expect, test } from "vitest";
import { pastedAddresses } from "@/lib/members/pasted-addresses";
import { ends } from "../support/ends";

const both = ["jane@x.com", "rick@y.org"];

describe("a list as people paste it", () => {
  test.each([
    ["from Outlook, last names first", '"Doe, Jane" <jane@x.com>; "Roe, Rick" <rick@y.org>'],
    ["from Outlook, without quotes", "Doe, Jane <jane@x.com>; Roe, Rick <rick@y.org>;"],
    ["with curly quotes", "“Doe, Jane” <jane@x.com>, “Roe, Rick” <rick@y.org>"],
    ["with the address for a name", "jane@x.com <jane@x.com>, 'rick@y.org' <rick@y.org>"],
    ["with another address for a name", '"old@x.com" <jane@x.com>, rick@y.org'],
    ["with a quote of inches", 'Jane 5" Doe <jane@x.com>, rick@y.org'],
    ["as links", "mailto:jane@x.com?subject=Hello,there MAILTO:rick@y.org"],
    ["as links of Markdown", "[jane@x.com](mailto:jane@x.com), [Rick](mailto:rick@y.org)"],
    ["as links in brackets", "<mailto:jane@x.com>, [rick@y.org]"],
    ["numbered", "1. jane@x.com\n2. rick@y.org"],
    ["numbered with brackets", "(1) Jane <jane@x.com>\n2) rick@y.org"],
    ["numbered in Chinese", "1、jane@x.com\n２、rick@y.org"],
    ["with bullets", "• jane@x.com\n- rick@y.org"],
    ["parted by full-width signs", "jane@x.com；rick@y.org"],
    ["parted by ideographic commas", "jane@x.com、rick@y.org，"],
    ["in full-width brackets", "Jane ＜jane@x.com＞，rick@y.org"],
    ["parted by blanks", "jane@x.com  rick@y.org"],
    ["parted by Windows lines", "jane@x.com\r\nrick@y.org\r\n"],
    ["parted by bars", "jane@x.com | rick@y.org"],
    ["with zero-width characters", "\uFEFFjane@x.com\u200B,\u2060 ri\u00ADck@y.org"],
    ["as the end of a sentence", "jane@x.com and rick@y.org."],
    ["as a group", "Team: jane@x.com, rick@y.org;"],
    ["with remarks", "jane@x.com (Jane), rick@y.org (on leave)"],
    ["with names before them", "Jane Doe jane@x.com\nRick Roe rick@y.org"],
    ["from a spreadsheet", "Jane\tDoe\tjane@x.com\tSales\nRick\tRoe\trick@y.org\tLegal"],
    ["from a spreadsheet with a heading", "Name\tE-mail\nJane Doe\tjane@x.com\nRick Roe\trick@y.org"],
    ["from a CSV file", "First,Last,Mail\nJane,Doe,jane@x.com\nRick,Roe,rick@y.org"],
    ["from a German CSV file", '"Doe";"jane@x.com"\n"Roe";"rick@y.org"'],
    ["with a comma at the end of each line", "jane@x.com,\nrick@y.org,"],
  ])("%s", (_, text) => {
    expect(pastedAddresses(text)).toEqual(both);
  });

  test.each([
    ["grace(at)example.com, jane@x.com", ["grace(at)example.com", "jane@x.com"]],
    ["jane@x.com, grace", ["jane@x.com", "grace"]],
    ["jane@@x.com; @; jane@x", ["jane@@x.com", "@", "jane@x"]],
    ["jane＠x.com", ["jane＠x.com"]],
    ["", []],
    [" ,;\n\t ", []],
  ])("what is no address is kept as it was written: %j", (text, found) => {
    expect(pastedAddresses(text)).toEqual(found);
  });
});

test("a list of nothing but signs is read in proportion to its length", { timeout: 90_000 }, () => {
  const script = `
    const { pastedAddresses } = require("./lib/members/pasted-addresses.ts");
    const n = 20_000;
    const all = ["@".repeat(n) + " <", "a@".repeat(n) + "a <b@c.de>", "a".repeat(n), "x" + ".".repeat(n) + "x",
      "@?".repeat(n), "[](mailto:".repeat(n), "a@b.de" + " ".repeat(n) + "<", "<".repeat(n), " (".repeat(n)];
    for (const text of all) pastedAddresses(text);`;
  expect(ends(script)).toBe(true);
});
