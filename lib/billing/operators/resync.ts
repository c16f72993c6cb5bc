import { syncNow } from "@/lib/billing/sync/sync";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { executePlatform } from "@/lib/core/platform-command";
import { beginResync } from "./payers";

/**
 * Reads a workspace's customer from Stripe again and repairs what differs; a customer whose sync gave up gets another
 * try. Throws `unavailable` where it does not succeed within half a minute.
 */
export async function resync(context: PlatformContext, slug: string): Promise<void> {
  const { customerId } = await executePlatform(beginResync, context, { slug });
  if (await syncNow(customerId, 30_000)) return;
  throw new AppError("unavailable", `${slug} could not be compared with Stripe: see "billing dead-letters".`);
}
