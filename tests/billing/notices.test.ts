import { describe, expect, test } from "vitest";
import { renderMail } from "@/emails";
import { billingNotices } from "@/emails/billing-notices";

const facts = {
  planName: "Professional",
  wantedPlanName: "Business",
  price: "$99.00 a month",
  seats: "10",
  renewsOn: "4 December 2026",
  trialEndsOn: "5 December 2026",
  changesOn: "6 December 2026",
  expiresOn: "7 December 2026",
  endsOn: "8 December 2026",
  restrictedOn: "9 December 2026",
  nextAttemptOn: "10 December 2026",
  paidOn: "11 December 2026",
  adjustedOn: "12 December 2026",
  adjustmentKind: "refund",
  amount: "$123.45",
  invoiceNumber: "AB-0001",
  card: "visa ending in 4242",
  pausedReason: "pause_requested",
};
const about = { workspaceName: "Acme", url: "http://acme.localhost/settings/billing" };

describe("every notice", () => {
  const kinds = Object.keys(billingNotices);
  const steps = ["d0", "d3", "d5", "d14"];
  const all = kinds.flatMap((notice) =>
    (notice === "dunning" ? steps : ["none"]).map((step) => [notice, step] as const),
  );

  test.each(all)("%s (step %s) says what happened, to whom, and what to do", async (notice, step) => {
    const mail = await renderMail("billingNotice", { ...about, notice, facts: { ...facts, step } });
    expect(mail.subject).not.toContain("Acme");
    expect(mail.text).toContain("“Acme”");
    expect(mail.html).toContain('href="http');
    for (const text of [mail.subject, mail.text, mail.html]) {
      expect(text).not.toMatch(/undefined|\[object|NaN| {2}\./);
    }
  });

  test.each(kinds)("%s does without facts that Stripe did not give", async (notice) => {
    const mail = await renderMail("billingNotice", { ...about, notice, facts: {} });
    expect(mail.text).not.toContain("undefined");
  });

  test("a pause that ends by itself says on which day the card is charged", async () => {
    const said = async (more: Record<string, string>) =>
      (await renderMail("billingNotice", { ...about, notice: "paused", facts: { ...facts, ...more } })).text;
    expect(await said({ resumesOn: "1 January 2027" })).toContain(
      "by itself on 1 January 2027, and the card",
    );
    expect(await said({})).not.toContain("by itself");
  });

  test("a trial says until when it is free, and a price that tax comes on top", async () => {
    const said = async (more: Record<string, string>) =>
      (await renderMail("billingNotice", { ...about, notice: "activated", facts: { ...facts, ...more } }))
        .text;
    expect(await said({})).toContain("It is free until 5 December 2026.");
    expect(await said({ trialEndsOn: "" })).not.toContain("It is free");
    expect(await said({ trialEndsOn: "" })).toContain("Price before tax: $99.00 a month");
  });

  test("a credit note for an invoice that is paid says where the money is, and does not call it lowered", async () => {
    const said = async (more: Record<string, string>) => {
      const noted = { ...facts, adjustmentKind: "credit_note", ...more };
      return (await renderMail("billingNotice", { ...about, notice: "adjusted", facts: noted })).text;
    };
    expect(await said({})).toContain("was lowered");
    expect(await said({ isKept: "yes" })).toContain("kept as your credit");
    expect(await said({ isKept: "yes" })).not.toContain("lowered");
  });

  test("a failed payment promises another try only where there is a card", async () => {
    const said = async ({ nextAttemptOn, ...more }: Record<string, string>) => {
      const about0 = { ...facts, step: "d0", ...more, nextAttemptOn: nextAttemptOn ?? "" };
      return (await renderMail("billingNotice", { ...about, notice: "dunning", facts: about0 })).text;
    };
    expect(await said({ nextAttemptOn: "3 December 2026" })).toContain("We try again on 3 December 2026.");
    expect(await said({})).toContain("There is no further attempt.");
    const without = await said({ nextAttemptOn: "3 December 2026", lacksCard: "yes" });
    expect(without).toContain("no card on file");
    expect(without).not.toContain("again on");
  });

  test("a plan that ended leaves nobody to find out what is still owed, or left", async () => {
    const said = async (more: Record<string, string>) =>
      (await renderMail("billingNotice", { ...about, notice: "canceled", facts: { ...facts, ...more } }))
        .text;
    expect(await said({})).not.toMatch(/still open|credit/i);
    const owed = await said({ openInvoice: "INV-202612-000001", openAmount: "$99.00" });
    expect(owed).toContain("Invoice INV-202612-000001 of $99.00 is still open");
    expect(await said({ creditLeft: "$12.00" })).toContain("$12.00 of credit is left");
  });

  test("a failed payment, a reminder and the last notice differ", async () => {
    const subjects = await Promise.all(
      ["d0", "d3", "d14"].map(async (step) => {
        const props = { ...about, notice: "dunning", facts: { ...facts, step } };
        return (await renderMail("billingNotice", props)).subject;
      }),
    );
    expect(new Set(subjects).size).toBe(3);
  });
});
