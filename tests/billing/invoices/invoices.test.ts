import { describe, expect, test } from "vitest";
import type { z } from "zod";
import {
  billingAccounts,
  billingAdjustments,
  billingInvoices,
  billingPaymentAttempts,
} from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { exportInvoices } from "@/lib/billing/invoices/export-invoices";
import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import { invoicePdf } from "@/lib/billing/invoices/invoice-pdf";
import { addressLines, amountsOf } from "@/lib/billing/invoices/invoice-text";
import { invoicesCsv } from "@/lib/billing/invoices/invoices-csv";
import { listInvoices } from "@/lib/billing/queries";
import type { listInvoicesInput } from "@/lib/billing/schema";
import { newId } from "@/lib/platform/id";
import { type TestWorkspace, workspace } from "../../support/world";

const lines = [
  { description: "Remaining time on Professional after 16 Nov 2026", amount: 4_950 },
  { description: "Unused time on Starter after 16 Nov 2026", amount: -1_450 },
].map((line) => ({
  ...line,
  ...{ quantity: 1, discount: 0, tax: 0, isProration: true },
  ...{ periodStart: "2026-11-16T00:00:00Z", periodEnd: "2026-12-01T00:00:00Z" },
}));

let serial = 0;

async function invoice(
  { id: tenantId }: TestWorkspace,
  values: Partial<typeof billingInvoices.$inferInsert> = {},
) {
  const stripeId = `in_${newId("int")}`;
  const number = `INV-202611-${String(process.pid % 1_000).padStart(3, "0")}${String(++serial).padStart(3, "0")}`;
  const money = { subtotal: 3_500, discount: 0, tax: 0, total: 3_500, amountDue: 3_500 };
  const row = {
    ...{ stripeId, tenantId, number, stripeNumber: "ACME-0001", status: "paid", currency: "usd", lines },
    ...{ ...money, amountPaid: 3_500, amountRemaining: 0, attemptCount: 1 },
    ...{ draftedAt: new Date("2026-11-16T00:00:00Z"), issuedAt: new Date("2026-11-16T00:00:00Z") },
    ...values,
  };
  await withPlatform((db) => db.insert(billingInvoices).values(row));
  return { ...row, number };
}

describe("the list of invoices", () => {
  test("says how much of each went back to the card", async () => {
    const acme = await workspace();
    await invoice(acme, { amountRefunded: 1_000 });
    expect((await acme.admin.ask(listInvoices, {})).items).toMatchObject([{ total: 3_500, refunded: 1_000 }]);
  });

  test("is turned on and back without Stripe's ids, also among invoices of one moment", async () => {
    const acme = await workspace();
    for (let n = 0; n < 30; n++) await invoice(acme);
    const list = (place: z.input<typeof listInvoicesInput>) => acme.billing.ask(listInvoices, place);
    const pages = [await list({})];
    for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor)
      pages.push(await list({ cursor }));
    const numbers = pages.map(({ items }) => items.map(({ number }) => number));
    expect(new Set(numbers.flat()).size).toBe(30);
    expect(
      (await list({ before: pages[1]?.previousCursor ?? "" })).items.map(({ number }) => number),
    ).toEqual(numbers[0]);
    const cursors = pages.flatMap(({ previousCursor, nextCursor }) => [previousCursor, nextCursor]);
    for (const cursor of cursors)
      expect(Buffer.from(cursor ?? "", "base64url").toString()).not.toContain("in_");
  });
});

test("the list's date is when an invoice was issued, not when its draft was made", async () => {
  const acme = await workspace();
  const [draftedAt, issuedAt] = [new Date("2026-10-31T23:30:00Z"), new Date("2026-11-01T00:30:00Z")];
  await invoice(acme, { draftedAt, issuedAt });
  const { items } = await acme.billing.ask(listInvoices, {});
  expect(items.map(({ date }) => date)).toEqual([issuedAt]);
});

describe("an invoice's page", () => {
  test("says whom it was made out to when it was issued, and nothing of a customer that came later", async () => {
    const acme = await workspace();
    const later = { name: "Later Ltd", address: null, taxIds: [{ type: "gb_vat", value: "GB123456789" }] };
    const account = { tenantId: acme.id, stripeCustomerId: `cus_${acme.id}`, billTo: later };
    await withPlatform((db) => db.insert(billingAccounts).values(account));
    const addressed = async (values: Parameters<typeof invoice>[1]) => {
      const { number } = await invoice(acme, values);
      return addressLines(await acme.billing.ask(getInvoice, { number }));
    };
    const { name } = acme.owner.context.tenant;
    const then = { name: "Earlier Ltd", address: null, taxIds: [] };
    expect(await addressed({ billTo: then })).toEqual(["Earlier Ltd"]);
    expect(await addressed({})).toEqual([name]);
    expect(await addressed({ status: "draft", issuedAt: null })).toEqual([
      ...["Later Ltd", "Tax ID GB123456789"],
    ]);
  });

  test("shows its lines, every try to collect it and what was given back", async () => {
    const acme = await workspace();
    const { stripeId: invoiceId, number } = await invoice(acme);
    const common = { tenantId: acme.id, invoiceId, amount: 3_500, currency: "usd" };
    const at = new Date("2026-11-17T00:00:00Z");
    await withPlatform(async (db) => {
      await db.insert(billingPaymentAttempts).values({
        ...common,
        stripeId: newId("evt"),
        status: "failed",
        declineCode: "lost_card",
        attemptedAt: at,
      });
      await db
        .insert(billingAdjustments)
        .values({ ...common, stripeId: newId("evt"), kind: "refund", status: "succeeded", adjustedAt: at });
    });
    const shown = await acme.billing.ask(getInvoice, { number });
    expect(shown.lines).toEqual(lines);
    expect(shown.attempts.map(({ declineCode }) => declineCode)).toEqual(["lost_card"]);
    expect(shown.adjustments.map(({ kind, amount }) => [kind, amount])).toEqual([["refund", 3_500]]);
  });

  test("another workspace's invoice does not exist", async () => {
    const [acme, globex] = [await workspace(), await workspace({ name: "Globex" })];
    const { number } = await invoice(acme);
    await expect(globex.owner.ask(getInvoice, { number })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    {
      name: "credit pays a part",
      values: { startingBalance: -2_800, endingBalance: -480, total: 2_320 },
      label: "Paid from your credit",
      value: "−$23.20",
    },
    {
      name: "a negative total is kept",
      values: { startingBalance: 0, endingBalance: -2_800, total: -2_800 },
      label: "Kept as your credit",
      value: "$28.00",
    },
    {
      name: "a credit note before the payment is taken off",
      values: { total: 9_900, amountPaid: 8_900, amountCredited: 1_000 },
      label: "Credited",
      value: "−$10.00",
    },
    {
      name: "one after the payment gives back",
      values: { total: 9_900, amountPaid: 9_900, amountCredited: 1_000 },
      label: "Credited after payment",
      value: "$10.00",
    },
    {
      name: "an open one says what is owed",
      values: { status: "open", amountRemaining: 1_999 },
      label: "Still to pay",
      value: "$19.99",
    },
  ])("$name", async ({ values, label, value }) => {
    const acme = await workspace();
    const { number } = await invoice(acme, values);
    const amounts = amountsOf(await acme.owner.ask(getInvoice, { number }));
    expect(amounts).toContainEqual(expect.objectContaining({ label, value }));
  });
});

describe("the export", () => {
  test("has one line per issued invoice of the months asked for, oldest first, drafts left out", async () => {
    const acme = await workspace();
    const november = await invoice(acme);
    await invoice(acme, { issuedAt: new Date("2026-12-01T00:00:00Z") });
    const october = await invoice(acme, { issuedAt: new Date("2026-10-01T00:00:00Z"), total: -2_800 });
    await invoice(acme, { number: null, status: "draft", issuedAt: null });
    const rows = await acme.owner.ask(exportInvoices, { from: "2026-10", to: "2026-11" });
    expect(rows.map(({ number }) => number)).toEqual([october.number, november.number]);
    const [heading, first] = invoicesCsv(rows).replace("\uFEFF", "").split("\r\n");
    expect(heading).toMatch(/^Number,Stripe number,Status,Issued,Due,Paid on,Currency,Subtotal/);
    expect(heading).toMatch(/,Kind,Corrects,Tax by rate$/);
    expect(first).toBe(
      `${october.number},ACME-0001,paid,2026-10-01,,,USD,35.00,0.00,0.00,-28.00,35.00,0.00,0.00,0.00,invoice,,`,
    );
  });

  test("a month that no calendar of ours reaches is refused at the field", async () => {
    const acme = await workspace();
    for (const from of ["0000-01", "9999-12", "3000-01", "2026-13"])
      await expect(acme.owner.ask(exportInvoices, { from })).rejects.toMatchObject({
        fields: { from: ["Enter a month such as 2026-11."] },
      });
  });

  test("months in the wrong order are refused at the field", async () => {
    const acme = await workspace();
    await expect(acme.owner.ask(exportInvoices, { from: "2026-12", to: "2026-11" })).rejects.toMatchObject({
      code: "invalid",
      fields: { to: ["The last month must not lie before the first."] },
    });
  });
});

describe("the PDF", () => {
  const billTo = {
    name: "Łódź Ünlü & Σία Very Long Holding Company Name That Never Ends GmbH & Co. KG",
    address: {
      line1: "1 Rue de l’Été",
      line2: null,
      city: "Paris",
      postalCode: "75001",
      state: null,
      country: "FR",
    },
    taxIds: [{ type: "eu_vat", value: "FR12345678901" }],
  };

  test("holds as many pages as its lines need", async () => {
    const acme = await workspace();
    const many = Array.from({ length: 80 }, (_, at) => ({ ...lines[0], description: `Line ${at}` }));
    const { number } = await invoice(acme, { billTo, lines: many as typeof lines });
    const pdf = await invoicePdf(await acme.owner.ask(getInvoice, { number }), [
      "Tenantry Ltd",
      "1 High Street",
    ]);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pagesOf(pdf)).toBeGreaterThan(3);
    const short = await invoice(acme, { billTo });
    expect(
      pagesOf(await invoicePdf(await acme.owner.ask(getInvoice, { number: short.number }), ["Tenantry"])),
    ).toBe(1);
  });
});

/** Pages are objects of their own; pdfkit leaves them readable. */
const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
