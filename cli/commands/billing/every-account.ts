import { type BillingAccount, listBillingAccounts } from "@/lib/billing/operators/accounts";
import { runAsOperator } from "@/lib/entry/cli";

/** Every workspace that ever was a customer, page after page. */
export async function everyAccount(): Promise<BillingAccount[]> {
  const rows: BillingAccount[] = [];
  let cursor: string | undefined;
  do {
    const page = await runAsOperator(listBillingAccounts, { cursor });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
}
