import { lt } from "drizzle-orm";
import { z } from "zod";
import { quotes } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { clock, days } from "@/lib/platform/clock";
import { keptDays } from "./kept-words";

/** Every night: forgets requests, answered or not, a year after the last that was noted of them. */
export const forgetQuotesJob = job({
  name: "quotes.forget",
  payload: z.object({}),
  schedule: "37 3 * * *",
  async run() {
    await withPlatform((db) => db.delete(quotes).where(lt(quotes.updatedAt, clock.in(-days(keptDays)))));
  },
});
