import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts, tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { readPriceBook } from "@/lib/billing/changes/price-book";
import { money } from "@/lib/billing/shapes";
import { listBilledInvoices } from "@/lib/billing/stripe/billed-invoices";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { defaultCurrency } from "@/lib/entitlements/currencies";
import { workspaceSlug } from "@/lib/tenancy/schema";
import { compareInvoices } from "./compare-invoices";
import { finding } from "./finding";
import { readRecords } from "./read-records";

const comparison = z.object({
  slug: z.string(),
  /** How many invoices were compared. */
  invoices: z.int(),
  currency: z.string(),
  /** All that was billed too much, less what was too little. Minor units, before discounts and tax. */
  difference: money,
  findings: z.array(finding),
});

/**
 * Compares what a workspace was billed over its last invoices with what our own catalog, its subscription, its use and its
 * credit notes say. Asks Stripe, changes nothing. Throws `conflict` for one that never was a customer.
 */
export const compareBill = platformCommand({
  name: "billing.compare_bill",
  summary: "Compare what a workspace was billed with what it should have been",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: z.strictObject({ slug: workspaceSlug, invoices: z.int().min(1).max(1_000).default(12) }),
  output: comparison,
  emits: [],
  emitsNothing: "looking changes nothing; Stripe is asked before the transaction, so it is no query",
  example: { slug: "acme" },
  prepare: (_context, { slug, invoices }) => compare(slug, invoices),
  run: async (_scope, _input, compared: z.output<typeof comparison>) => compared,
});

async function compare(slug: string, most: number): Promise<z.output<typeof comparison>> {
  const { tenantId, customerId } = await findAccount(slug);
  const invoices = await listBilledInvoices(customerId, most);
  const { kept, recordsOf } = await readRecords(tenantId, await readPriceBook());
  const findings = compareInvoices(invoices, kept, recordsOf);
  return {
    ...{ slug, invoices: invoices.length, currency: invoices[0]?.currency ?? defaultCurrency, findings },
    difference: findings.reduce((total, { amount }) => total + amount, 0),
  };
}

async function findAccount(slug: string) {
  const [account] = await withPlatform((db) =>
    db
      .select({ tenantId: tenants.id, customerId: billingAccounts.stripeCustomerId })
      .from(tenants)
      .innerJoin(billingAccounts, eq(billingAccounts.tenantId, tenants.id))
      .where(and(eq(tenants.slug, slug), eq(billingAccounts.isDeleted, false))),
  );
  if (!account) throw new AppError("conflict", `${slug} is no customer: there is nothing to compare.`);
  return account;
}
