import { assertConfinedRole } from "@/db/boot-check";
import { assertSameStripe } from "@/lib/billing/stripe-account";
import { log } from "@/lib/platform/log";

/**
 * Refuses to serve from a role that can bypass row-level security, or with the key of another payment account than the one
 * the rows are of.
 */
export async function boot(): Promise<void> {
  try {
    await assertConfinedRole();
    await assertSameStripe();
  } catch (cause) {
    log().fatal({ err: cause }, "the server does not start");
    process.exit(1);
  }
}
