import { expect, test } from "vitest";
import { inFolder } from "../architecture/sources";

/** Files that queue a mail without spending anything themselves, and what bounds it instead. */
const bounded: Record<string, string> = {
  "lib/auth/reset-password.ts": "takes a mailed link, which was paid for",
  "lib/members/invitation-mail.ts": "its two callers spend invitation-budget.ts, as their last step",
  "lib/members/remove-member.ts": "takes a membership that the person accepted",
  "lib/billing/sync/effects.ts": "told once for each thing that happened at Stripe",
  "lib/billing/metered/warn-usage.ts": "told once for each threshold and period",
  "lib/billing/moves/notice-payers.ts": "told once for each payer of a move that an operator planned",
  "lib/billing/moves/cancel-move.ts": "told once for each payer who was told of the move",
  "lib/billing/spending/warn-spending.ts":
    "told once for each amount, threshold and period, every ten minutes at most",
  "lib/webhooks/give-up.ts":
    "told at most three times before an endpoint is given up, which a manager has to resume",
};

test("every mail that somebody can cause is paid for from a budget of theirs", () => {
  const sending = inFolder("lib/").filter(
    ({ path, text }) => /\bawait sendMail\(/.test(text) && !path.startsWith("lib/notifications/"),
  );
  const unpaid = sending.filter(({ text }) => !/\bspend(?:ing)?\(/.test(text)).map(({ path }) => path);
  expect(sending.length).toBeGreaterThan(5);
  expect(
    unpaid.filter((path) => !bounded[path] && path !== "lib/platform/mailer.ts"),
    "Call spend(...mailing(…)) of lib/auth/attempts.ts where the mail is decided, or say here what bounds it.",
  ).toEqual([]);
  expect(Object.keys(bounded).filter((path) => !unpaid.includes(path))).toEqual([]);
});

/** Mails that tell of something that has happened: they make sense whenever they arrive. */
const lasting = [
  ...["passwordChanged", "memberRemoved", "billingNotice", "usageWarning", "spendingWarning"],
  ...["quoteRequested", "quoteReceived", "webhookFailing"],
];

test("every other mail says until when it makes sense", () => {
  const calls = inFolder("lib/").flatMap(
    ({ text }) => text.match(/\bawait sendMail\([^;]*;|return sendMail\([^;]*;/g) ?? [],
  );
  const endless = calls.filter((call) => !lasting.some((name) => call.includes(`"${name}"`)));
  expect(endless.length).toBeGreaterThan(5);
  expect(endless.filter((call) => !/\buntil\b/.test(call))).toEqual([]);
});
