import { LinkifyIt } from "linkify-it";
import { describe, expect, test } from "vitest";
import { type MailProps, type MailTemplate, renderMail } from "@/emails";
import { type BillingNoticeKind, billingNotices } from "@/emails/billing-notices";
import { quoted } from "@/emails/quoted";

/** Takes for a link whatever any mail program does: bare hosts, numbers of hosts and addresses among it. */
const judge = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true }).tlds(
  ["com", "org", "net", "io", "app", "co", "de", "example", "рф", "xn--p1ai"],
  true,
);

const hostile = [
  "Your account is locked, open evil.com/unlock",
  "Pay at https://evil.com/x?y=1#z or evil.co",
  "www.evil.com",
  "//evil.com",
  "help@evil.com",
  "mailto:help@evil.com",
  "192.168.13.37/x",
  "evil。com evil．com evil․com",
  "пример.рф",
  "Acme” was hacked. Visit “evil.io",
  'Acme" <b>evil.net</b>',
  "Acme\r\nBcc: all@evil.com",
  "\u202Emoc.live evil.org",
  `${"👨‍👩‍👧".repeat(39)}evil.app`,
];

const ours = "https://acme.tenantry.example/way";

const billing = (notice: BillingNoticeKind) => (name: string) => ({
  ...{ workspaceName: name, url: ours, notice },
  facts: { amount: "$99.00", planName: "Starter", endsOn: "4 December 2026", step: "d0" },
});

/** A new template without a line here does not compile. */
const props: { [T in MailTemplate]: (name: string) => MailProps[T] } = {
  verifyEmail: () => ({ url: ours }),
  resetPassword: (name) => ({ name, url: ours, expiresInMinutes: 30 }),
  signInLink: (name) => ({ name, url: ours, expiresInMinutes: 15 }),
  signInsFailed: (name) => ({ name, resetUrl: ours }),
  invitation: (name) => ({ inviterName: name, workspaceName: name, roleName: "Member", url: ours }),
  signUpConfirmation: (workspaceName) => ({ workspaceName, url: ours }),
  openWorkspace: (workspaceName) => ({
    ...{ workspaceName, address: ours, hasAccount: true, url: ours, signInUrl: ours, resetUrl: ours },
  }),
  existingAccount: (name) => ({ name, signInUrl: ours, resetUrl: ours }),
  findWorkspaces: (name) => ({ workspaces: [{ name, url: ours }] }),
  passwordChanged: (name) => ({ name, resetUrl: ours }),
  memberRemoved: (workspaceName) => ({ workspaceName }),
  usageWarning: (workspaceName) => ({
    ...{
      workspaceName,
      metric: "API calls",
      percent: 80,
      used: "800",
      limit: "1,000",
      isSoft: false,
      url: ours,
    },
  }),
  spendingWarning: (workspaceName) => ({
    ...{ workspaceName, percent: 80, spent: "$40.00", limit: "$50.00", isHard: true, until: "1 May 2027" },
    url: ours,
  }),
  quoteRequested: (company) => ({
    ...{ company, seats: 40, needs: "Rooms for 40 offices.", start: "Later", slug: "acme" },
  }),
  quoteReceived: () => ({}),
  webhookFailing: (workspaceName) => ({ workspaceName, isDisabled: false, url: ours }),
  billingNotice: billing("paid"),
};

const templates = Object.keys(props) as MailTemplate[];
const notices = Object.keys(billingNotices) as BillingNoticeKind[];
const mails: [string, MailTemplate, (name: string) => Record<string, unknown>][] = [
  ...templates.map((one) => [one, one, props[one]] satisfies (typeof mails)[number]),
  ...notices.map(
    (kind) => [`billingNotice ${kind}`, "billingNotice", billing(kind)] satisfies (typeof mails)[number],
  ),
];

/** What is read of an HTML part, tags and the text of our own links aside. */
const readable = (html: string) =>
  html
    .replace(/<a [^>]*href="([^"]*)"[^>]*>.*?<\/a>/gs, " ")
    .replace(/<!--.*?-->|<\/?(?:span|strong)[^>]*>/gs, "")
    .replace(/<[^>]*>/g, "\n")
    .replace(/&#x27;|&quot;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

const linksIn = (text: string) =>
  (judge.match(text.replaceAll(ours, " ")) ?? []).map(({ raw }) => raw).filter((raw) => raw !== ours);
const hrefsIn = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

describe.each(mails)("%s", (_, template, given) => {
  test("makes no link of a name, in neither part", async () => {
    for (const name of hostile) {
      const { html, text } = await renderMail(template, given(name));
      expect([name, linksIn(text), linksIn(readable(html))]).toEqual([name, [], []]);
      expect(hrefsIn(html).filter((href) => !href?.startsWith(ours))).toEqual([]);
    }
  });

  test("has a subject of ours alone, on one line", async () => {
    const plain = await renderMail(template, given("Acme"));
    for (const name of hostile) {
      const { subject } = await renderMail(template, given(name));
      expect(subject).toBe(plain.subject);
    }
    expect(plain.subject).not.toMatch(/Acme|[\r\n]/);
  });

  test("says a name in quotes, and never more than forty characters of it", async () => {
    const { html, text } = await renderMail(template, given("Wolf".repeat(20)));
    for (const part of [text, readable(html)]) {
      const said = part.match(/.(?:Wolf)+./g) ?? [];
      expect(said.filter((one) => !one.startsWith("“"))).toEqual([]);
      expect(part).not.toContain("Wolf".repeat(10));
    }
  });
});

describe("a name in quotes", () => {
  const seen = (text: string) => text.replaceAll("\u200C", "");

  test.each([
    ["Booking.com", "“Booking.com”"],
    ["O’Brien & Sons, Inc.", "“O’Brien & Sons, Inc.”"],
    ["Studio 54", "“Studio 54”"],
    ["می\u200Cخواهم", "“می\u200Cخواهم”"],
  ])("%s is read as it is", (name, said) => {
    expect(seen(quoted(name))).toBe(seen(said));
  });

  test("cannot leave them", () => {
    expect(seen(quoted("Acme” said: “pay"))).toBe("“Acme' said: 'pay”");
  });

  test("is cut between characters, not through them", () => {
    expect(quoted("👩‍👧".repeat(41))).toBe(`“${"👩‍👧".repeat(39)}…”`);
  });

  test("is no number to call, and keeps its keycaps whole", () => {
    expect(quoted("Call +1 (900) 555-0199")).not.toMatch(/\d\d/);
    const keycaps = [..."123456"].map((digit) => `${digit}\uFE0F\u20E3`).join("");
    expect(quoted(keycaps)).toBe(`“${keycaps}”`);
  });
});
