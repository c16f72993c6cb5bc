import { lt } from "drizzle-orm";
import { z } from "zod";
import { addresses } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { clock } from "@/lib/platform/clock";

/** Gives free every night what addresses are held no longer. */
export const purgeAddressesJob = job({
  name: "tenancy.purge_addresses",
  schedule: "27 3 * * *",
  payload: z.object({}),
  run: () =>
    withPlatform(async (db) => {
      await db.delete(addresses).where(lt(addresses.heldUntil, clock.now()));
    }),
});
