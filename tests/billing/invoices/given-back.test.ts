import { expect, test } from "vitest";
import { givenBack } from "@/lib/billing/invoices/given-back";

const note = (amount: number) => ({
  ...{ stripeId: "cn_1", kind: "credit_note" as const, number: "CN-202611-000001", creditNoteId: null },
  amount,
});
const refund = (amount: number, creditNoteId: string | null) => ({
  ...{ stripeId: `re_${amount}`, kind: "refund" as const, number: null, creditNoteId },
  amount,
});

test("what a credit note paid out to the card is one entry, which names the note", () => {
  expect(givenBack([note(9_900), refund(9_900, "cn_1")])).toMatchObject([
    { kind: "refund", amount: 9_900, number: "CN-202611-000001" },
  ]);
});

test("what it kept back stays credited", () => {
  expect(givenBack([note(9_900), refund(6_000, "cn_1")])).toMatchObject([
    { kind: "credit_note", amount: 3_900, number: "CN-202611-000001" },
    { kind: "refund", amount: 6_000 },
  ]);
});

test("a refund and a credit note that have nothing to do with each other stay two", () => {
  expect(givenBack([note(9_900), refund(9_900, null)])).toMatchObject([
    { kind: "credit_note", amount: 9_900 },
    { kind: "refund", amount: 9_900, number: null },
  ]);
});
