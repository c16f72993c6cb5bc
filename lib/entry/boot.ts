import { assertConfinedRole } from "@/db/boot-check";
import { log } from "@/lib/platform/log";

/** Refuses to serve from a role that can bypass row-level security. */
export async function boot(): Promise<void> {
  try {
    await assertConfinedRole();
  } catch (cause) {
    log().fatal({ err: cause }, "the server does not start");
    process.exit(1);
  }
}
